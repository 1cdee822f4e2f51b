/**
 * Arithmetic on the limbs of ring elements, behind checked facades: NTT, element-wise products and
 * divisions of one limb, automorphisms, conversion between bases, scaling to a plaintext modulus
 * and lifting from it. The implementations are the packages below it ({@code scalar}, {@code
 * vector}, {@code ffm}), which never import each other; which one runs is decided once. Knows no
 * encryption.
 */
@NullMarked
package org.autoprivacy.kernel;

import org.jspecify.annotations.NullMarked;
