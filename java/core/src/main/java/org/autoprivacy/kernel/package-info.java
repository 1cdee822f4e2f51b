/**
 * Arithmetic on the limbs of ring elements, behind one checked facade: NTT, element-wise products,
 * automorphisms. The implementations are the packages below it ({@code scalar}, {@code vector},
 * {@code ffm}), which never import each other; which one runs is decided once. Knows no encryption.
 */
@NullMarked
package org.autoprivacy.kernel;

import org.jspecify.annotations.NullMarked;
