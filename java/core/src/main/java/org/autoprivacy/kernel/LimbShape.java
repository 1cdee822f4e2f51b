package org.autoprivacy.kernel;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * What the operands of one limb are checked for: places in every call, values by assertions.
 *
 * @param n values of a limb
 * @param modulus q
 */
record LimbShape(int n, Modulus modulus) {

  /** Whether digits of a key switch need not be reduced. */
  boolean hasLazyDigits() {
    return modulus.bits() <= ElementKernel.LAZY_DIGIT_BITS;
  }

  /** Index of the first value outside [0, bound), or -1. */
  int firstFrom(long[] values, int offset, long bound) {
    for (int i = offset; i < offset + n; i++) {
      if (values[i] < 0 || values[i] >= bound) {
        return i;
      }
    }
    return -1;
  }

  void requireOperands(long[] out, int outAt, long[] a, int aAt) {
    requireLength(out, outAt);
    requireLimb(a, aAt, 1);
    requireApart(out, outAt, a, aAt);
  }

  void requireLimb(long[] values, int offset, int factor) {
    requireLength(values, offset);
    assert firstFrom(values, offset, factor * modulus.value()) < 0
        : "values outside [0, %d·%s)".formatted(factor, modulus);
  }

  void requireLength(long[] values, int offset) {
    if (offset < 0 || offset > values.length - n) {
      throw new IllegalArgumentException(
          "a limb of n = %d values from offset %d does not fit an array of %d"
              .formatted(n, offset, values.length));
    }
  }

  void requireApart(long[] out, int outAt, long[] a, int aAt) {
    if (out == a && outAt != aAt && Math.abs(outAt - aAt) < n) {
      throw new IllegalArgumentException(
          "the result at %d and an operand at %d of the same array overlap: n = %d"
              .formatted(outAt, aAt, n));
    }
  }

  /** Whether no result overlaps an operand from place 0 of its array on. */
  void requireApart(long[] out, int outAt, long[] other, int otherAt, long[] a) {
    if ((out == a && outAt < n) || (other == a && otherAt < n)) {
      throw new IllegalArgumentException(
          "a result at %d overlaps an operand of the same array: n = %d"
              .formatted(out == a ? outAt : otherAt, n));
    }
  }

  /** Whether all numbers are below the bound in size. */
  boolean areWithin(long[] values, int offset, long bound) {
    for (int i = offset; i < offset + n; i++) {
      if (Math.abs(values[i]) >= bound) {
        return false;
      }
    }
    return true;
  }
}
