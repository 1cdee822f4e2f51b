package org.autoprivacy.bfv;

import java.math.BigInteger;

/**
 * Whole numbers of a fixed number of 64-bit words, least first, in two's complement: what centring
 * a million residues modulo a product of primes needs, without an object for each.
 */
final class Words {

  private Words() {}

  /** The words of a non-negative number. */
  static long[] of(BigInteger value, int words) {
    if (value.signum() < 0 || value.bitLength() >= 64 * words) {
      throw new IllegalArgumentException(value + " does not fit into " + words + " signed words");
    }
    long[] result = new long[words];
    for (int i = 0; i < words; i++) {
      result[i] = value.shiftRight(64 * i).longValue();
    }
    return result;
  }

  /** Adds {@code factor·b} to {@code a}, modulo 2^(64·words); factor is unsigned. */
  static void addProduct(long[] a, long[] b, long factor) {
    long carry = 0;
    for (int i = 0; i < a.length; i++) {
      long low = b[i] * factor;
      long sum = a[i] + low;
      long high = Math.unsignedMultiplyHigh(b[i], factor) + (isLess(sum, low) ? 1 : 0);
      long total = sum + carry;
      a[i] = total;
      carry = high + (isLess(total, carry) ? 1 : 0);
    }
  }

  /** Subtracts {@code b} from {@code a}. */
  static void subtract(long[] a, long[] b) {
    long borrow = 0;
    for (int i = 0; i < a.length; i++) {
      long difference = a[i] - b[i];
      long next = isLess(a[i], b[i]) ? 1 : 0;
      a[i] = difference - borrow;
      borrow = next + (isLess(difference, borrow) ? 1 : 0);
    }
  }

  /** Whether {@code a} is negative. */
  static boolean isNegative(long[] a) {
    return a[a.length - 1] < 0;
  }

  /** Replaces {@code a} by {@code -a}. */
  static void negate(long[] a) {
    long carry = 1;
    for (int i = 0; i < a.length; i++) {
      a[i] = ~a[i] + carry;
      carry = carry == 1 && a[i] == 0 ? 1 : 0;
    }
  }

  /** Whether {@code a > b}, for two that are not negative. */
  static boolean isGreater(long[] a, long[] b) {
    for (int i = a.length - 1; i >= 0; i--) {
      if (a[i] != b[i]) {
        return isLess(b[i], a[i]);
      }
    }
    return false;
  }

  /** Bits of a number that is not negative; 0 has none. */
  static int bitLength(long[] a) {
    for (int i = a.length - 1; i >= 0; i--) {
      if (a[i] != 0) {
        return 64 * i + 64 - Long.numberOfLeadingZeros(a[i]);
      }
    }
    return 0;
  }

  /**
   * {@code a / divisor} as a double, for {@code a} that is not negative, with a relative error
   * below 2^-50; infinite where the quotient is beyond the range of a double.
   */
  static double quotient(long[] a, double divisor) {
    int top = a.length - 1;
    while (top > 0 && a[top] == 0) {
      top--;
    }
    // Three words hold at least 129 bits below and including the leading one.
    double leading = unsigned(a[top]);
    for (int i = 1; i <= 2; i++) {
      leading = leading * 0x1p64 + (top >= i ? unsigned(a[top - i]) : 0);
    }
    return Math.scalb(leading / divisor, 64 * (top - 2));
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (double) (value >>> 1) * 2 + (value & 1);
  }

  private static boolean isLess(long a, long b) {
    return a + Long.MIN_VALUE < b + Long.MIN_VALUE;
  }
}
