/**
 * The reference kernels, one value at a time, for every modulus up to 61 bits: what the others are
 * held against. Knows no other implementation.
 */
@NullMarked
package org.autoprivacy.kernel.scalar;

import org.jspecify.annotations.NullMarked;
