package org.autoprivacy.kernel.spi;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic modulo q on {@code count} values at a time, all in [0, q) unless said otherwise.
 *
 * <p>Values start at the offset that follows their array. The result may be an operand, at the same
 * offset; otherwise the two must not overlap. Implementations are thread-safe and check nothing.
 */
public interface ElementKernel {

  /** Bits of the residues of which {@link #sumsOfPairs} has four in three longs. */
  int PACKED_BITS = 48;

  /** Bits of a q for which the digits of {@link #sumsOfPairs} need not be reduced. */
  int LAZY_DIGIT_BITS = 44;

  /** The residue that three packed longs hold beside one of their own each. */
  static long fourth(long a, long b, long c) {
    return (a >>> 16 & 0xffff_0000_0000L) | (b >>> 32 & 0xffff_0000L) | c >>> 48;
  }

  /** out = a + b. */
  void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count);

  /** out = a - b. */
  void subtract(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count);

  /** out = -a. */
  void negate(long[] out, int outAt, long[] a, int aAt, int count);

  /** out = a·b, value by value. */
  void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count);

  /** out = out + a·b, value by value. */
  void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count);

  /** out = scalar·a. */
  void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count);

  /**
   * out = a·w, value by value, for fixed w with their companions ({@link Modulus#shoup}); a may be
   * any unsigned numbers below 4q.
   */
  void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count);

  /** out = Σ a[k]·b[k] over the first {@code terms} arrays, reduced once at the end. */
  void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count);

  /**
   * first = σ(start + Σ d·f) and second = σ(Σ d·s) over one to four digits d with their pairs (f,
   * s), for a q below 2^48; in [0, 2q), congruent but not unique.
   *
   * @param first apart from all operands
   * @param second apart from all operands
   * @param order σ
   * @param digits those from {@code from} on, in [0, 4q) if q has {@link #LAZY_DIGIT_BITS} or fewer
   * @param rows those from {@code from / 2} on, each of two digits: {@code long[3][n]} with the low
   *     48 bits f and s of the first, f of the second; the bits above are s of the second ({@link
   *     #fourth})
   * @param from even
   * @param terms how many digits, 1 to 4; of the last row's second one nothing counts where it is
   *     odd
   * @param start from place 0 on, or null for zeros
   * @param count n, the values of each
   */
  void sumsOfPairs(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      ValueOrder order,
      long[][] digits,
      long[][] rows,
      int from,
      int terms,
      long @Nullable [] start,
      int count);

  /** out = a mod q, for a in [0, 2^62) that need not be reduced. */
  void reduce(long[] out, int outAt, long[] a, int aAt, int count);

  /**
   * out = a where that is at most {@code half}, else a + lift; numbers below 2^62, and so the sum.
   */
  void liftAbove(long[] out, int outAt, long[] a, int aAt, long half, long lift, int count);

  /** out = a where that is 0 or its sign is 0, else, where the sign is -1, a + lift. */
  void liftSigned(
      long[] out, int outAt, long[] a, int aAt, long[] signs, int signsAt, long lift, int count);

  /**
   * out = (a - b + ⌊p/2⌋)/p modulo q: with b = x + ⌊p/2⌋ modulo p, that is ⌊(x + ⌊p/2⌋)/p⌋, x/p
   * rounded to the nearest.
   *
   * @param b in [0, p)
   * @param p an odd number in [3, 2^61) that q does not divide
   * @param inverse 1/p modulo q
   */
  void divide(
      long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, long p, long inverse, int count);
}
