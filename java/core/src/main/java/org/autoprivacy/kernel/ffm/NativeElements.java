package org.autoprivacy.kernel.ffm;

import static org.autoprivacy.kernel.ffm.KernelBindings.limb;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/**
 * Products, quotients and, with AVX-512 IFMA, sums of a key's pairs in C, modulo numbers below
 * 2^50; all other arithmetic as it is given.
 *
 * @param modulus q
 * @param hasPairs whether sums of pairs are in C
 * @param others what has the rest
 */
record NativeElements(long modulus, boolean hasPairs, ElementKernel others)
    implements ElementKernel {

  private static final int LOG_BLOCK = 3;

  @Override
  public void sumsOfPairs(
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
      int count) {
    if (!hasPairs) {
      others.sumsOfPairs(
          first, firstAt, second, secondAt, order, digits, rows, from, terms, start, count);
      return;
    }
    KernelBindings.sumsOfPairs(
        count,
        modulus,
        limb(first, firstAt, count),
        limb(second, secondAt, count),
        order.blocks(LOG_BLOCK),
        digits,
        rows,
        from,
        terms,
        start);
  }

  @Override
  public void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    others.add(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void subtract(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    others.subtract(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void negate(long[] out, int outAt, long[] a, int aAt, int count) {
    others.negate(out, outAt, a, aAt, count);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    KernelBindings.product(
        count, modulus, limb(out, outAt, count), limb(a, aAt, count), limb(b, bAt, count));
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    others.multiplyAdd(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    others.multiplyScalar(out, outAt, a, aAt, scalar, count);
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    others.multiplyShoup(out, outAt, a, aAt, w, companion, wAt, count);
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    others.sumOfProducts(out, outAt, a, aAt, b, bAt, terms, count);
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    others.reduce(out, outAt, a, aAt, count);
  }

  @Override
  public void liftAbove(long[] out, int outAt, long[] a, int aAt, long half, long lift, int count) {
    others.liftAbove(out, outAt, a, aAt, half, lift, count);
  }

  @Override
  public void liftSigned(
      long[] out, int outAt, long[] a, int aAt, long[] signs, int signsAt, long lift, int count) {
    others.liftSigned(out, outAt, a, aAt, signs, signsAt, lift, count);
  }

  @Override
  public void divide(
      long[] out,
      int outAt,
      long[] a,
      int aAt,
      long[] b,
      int bAt,
      long p,
      long inverse,
      int count) {
    KernelBindings.quotient(
        count,
        modulus,
        p,
        inverse,
        limb(out, outAt, count),
        limb(a, aAt, count),
        limb(b, bAt, count));
  }
}
