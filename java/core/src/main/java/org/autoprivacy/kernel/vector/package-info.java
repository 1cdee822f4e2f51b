/**
 * Kernels on the JDK's Vector API: primes up to 48 and 50 bits by double-precision fused
 * multiply-add, up to 61 bits on 64-bit lanes, up to 31 bits on 32-bit lanes. The bounds that make
 * them exact are proved in docs/notes/ntt-bounds.md. Knows no other implementation.
 */
@NullMarked
package org.autoprivacy.kernel.vector;

import org.jspecify.annotations.NullMarked;
