package org.autoprivacy.kernel.spi;

/**
 * Arithmetic modulo q on {@code count} values at a time, all in [0, q) unless said otherwise.
 *
 * <p>Values start at the offset that follows their array. The result may be an operand, at the same
 * offset; otherwise the two must not overlap. Implementations are thread-safe and check nothing.
 */
public interface ElementKernel {

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
