package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/**
 * Products modulo a q below 2^61 on 64-bit lanes: the reductions of {@link Modulus}, with a
 * quotient that is at most 2 smaller than there, since its product leaves carries out
 * (docs/notes/ntt-bounds.md).
 */
final class VectorElements61 extends VectorElements {

  private static final long LOW = (1L << 32) - 1;

  private final Modulus modulus;
  private final long one;

  VectorElements61(Modulus modulus) {
    super(modulus.value());
    this.modulus = modulus;
    one = modulus.shoup(1);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    LongVector mu = LongVector.broadcast(LONGS, modulus.barrett());
    LongVector muLow = mu.and(lowBits);
    LongVector muHigh = mu.lanewise(LSHR, 32);
    int left = 66 - modulus.bits();
    int right = modulus.bits() - 2;
    for (int i = 0; i < count; i += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, b, bAt + i);
      LongVector xLow = x.and(lowBits);
      LongVector xHigh = x.lanewise(LSHR, 32);
      LongVector yLow = y.and(lowBits);
      LongVector yHigh = y.lanewise(LSHR, 32);
      LongVector middle = xHigh.mul(yLow).add(xLow.mul(yLow).lanewise(LSHR, 32));
      LongVector other = xLow.mul(yHigh).add(middle.and(lowBits));
      LongVector carried = middle.lanewise(LSHR, 32).add(other.lanewise(LSHR, 32));
      LongVector high = xHigh.mul(yHigh).add(carried);
      LongVector low = x.mul(y);
      LongVector top = high.lanewise(LSHL, left).or(low.lanewise(LSHR, right));
      LongVector topLow = top.and(lowBits);
      LongVector topHigh = top.lanewise(LSHR, 32);
      LongVector parts =
          topHigh.mul(muLow).lanewise(LSHR, 32).add(topLow.mul(muHigh).lanewise(LSHR, 32));
      LongVector wide = low.sub(topHigh.mul(muHigh).add(parts).mul(q));
      LongVector half = wide.lanewise(UMIN, wide.sub(twice));
      LongVector r = half.lanewise(UMIN, half.sub(q));
      r.intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    LongVector mu = LongVector.broadcast(LONGS, modulus.barrett());
    LongVector muLow = mu.and(lowBits);
    LongVector muHigh = mu.lanewise(LSHR, 32);
    int left = 66 - modulus.bits();
    int right = modulus.bits() - 2;
    for (int i = 0; i < count; i += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, b, bAt + i);
      LongVector xLow = x.and(lowBits);
      LongVector xHigh = x.lanewise(LSHR, 32);
      LongVector yLow = y.and(lowBits);
      LongVector yHigh = y.lanewise(LSHR, 32);
      LongVector middle = xHigh.mul(yLow).add(xLow.mul(yLow).lanewise(LSHR, 32));
      LongVector other = xLow.mul(yHigh).add(middle.and(lowBits));
      LongVector carried = middle.lanewise(LSHR, 32).add(other.lanewise(LSHR, 32));
      LongVector high = xHigh.mul(yHigh).add(carried);
      LongVector low = x.mul(y);
      LongVector top = high.lanewise(LSHL, left).or(low.lanewise(LSHR, right));
      LongVector topLow = top.and(lowBits);
      LongVector topHigh = top.lanewise(LSHR, 32);
      LongVector parts =
          topHigh.mul(muLow).lanewise(LSHR, 32).add(topLow.mul(muHigh).lanewise(LSHR, 32));
      LongVector wide = low.sub(topHigh.mul(muHigh).add(parts).mul(q));
      LongVector half = wide.lanewise(UMIN, wide.sub(twice));
      LongVector r = half.lanewise(UMIN, half.sub(q));
      LongVector sum = LongVector.fromArray(LONGS, out, outAt + i).add(r);
      sum.lanewise(UMIN, sum.sub(q)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    LongVector mu = LongVector.broadcast(LONGS, modulus.barrett());
    LongVector muLow = mu.and(lowBits);
    LongVector muHigh = mu.lanewise(LSHR, 32);
    int left = 66 - modulus.bits();
    int right = modulus.bits() - 2;
    for (int i = 0; i < count; i += COUNT) {
      LongVector sum = LongVector.zero(LONGS);
      for (int t = 0; t < terms; t++) {
        LongVector x = LongVector.fromArray(LONGS, a[t], aAt + i);
        LongVector y = LongVector.fromArray(LONGS, b[t], bAt + i);
        LongVector xLow = x.and(lowBits);
        LongVector xHigh = x.lanewise(LSHR, 32);
        LongVector yLow = y.and(lowBits);
        LongVector yHigh = y.lanewise(LSHR, 32);
        LongVector middle = xHigh.mul(yLow).add(xLow.mul(yLow).lanewise(LSHR, 32));
        LongVector other = xLow.mul(yHigh).add(middle.and(lowBits));
        LongVector carried = middle.lanewise(LSHR, 32).add(other.lanewise(LSHR, 32));
        LongVector high = xHigh.mul(yHigh).add(carried);
        LongVector low = x.mul(y);
        LongVector top = high.lanewise(LSHL, left).or(low.lanewise(LSHR, right));
        LongVector topLow = top.and(lowBits);
        LongVector topHigh = top.lanewise(LSHR, 32);
        LongVector parts =
            topHigh.mul(muLow).lanewise(LSHR, 32).add(topLow.mul(muHigh).lanewise(LSHR, 32));
        LongVector wide = low.sub(topHigh.mul(muHigh).add(parts).mul(q));
        LongVector half = wide.lanewise(UMIN, wide.sub(twice));
        LongVector r = half.lanewise(UMIN, half.sub(q));
        LongVector next = sum.add(r);
        sum = next.lanewise(UMIN, next.sub(q));
      }
      sum.intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    scale(out, outAt, a, aAt, scalar, modulus.shoup(scalar), count);
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    scale(out, outAt, a, aAt, 1, one, count);
  }

  private void scale(
      long[] out, int outAt, long[] a, int aAt, long scalar, long companion, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    LongVector y = LongVector.broadcast(LONGS, scalar);
    LongVector c = LongVector.broadcast(LONGS, companion);
    LongVector cLow = c.and(lowBits);
    LongVector cHigh = c.lanewise(LSHR, 32);
    for (int i = 0; i < count; i += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector xLow = x.and(lowBits);
      LongVector xHigh = x.lanewise(LSHR, 32);
      LongVector parts = xHigh.mul(cLow).lanewise(LSHR, 32).add(xLow.mul(cHigh).lanewise(LSHR, 32));
      LongVector wide = x.mul(y).sub(xHigh.mul(cHigh).add(parts).mul(q));
      LongVector half = wide.lanewise(UMIN, wide.sub(twice));
      half.lanewise(UMIN, half.sub(q)).intoArray(out, outAt + i);
    }
  }

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
    throw new IllegalStateException("keys of primes from 2^48 on are not packed");
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
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    LongVector y = LongVector.broadcast(LONGS, inverse);
    LongVector c = LongVector.broadcast(LONGS, modulus.shoup(inverse));
    LongVector cLow = c.and(lowBits);
    LongVector cHigh = c.lanewise(LSHR, 32);
    // ⌊p/2⌋ and enough multiples of q that no difference is negative: below 2q + p < 2^63.
    long half = p >> 1;
    LongVector lift =
        LongVector.broadcast(
            LONGS, half + (p - half) / modulus.value() * modulus.value() + modulus.value());
    for (int i = 0; i < count; i += COUNT) {
      LongVector rest = lift.sub(LongVector.fromArray(LONGS, b, bAt + i));
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i).add(rest);
      LongVector xLow = x.and(lowBits);
      LongVector xHigh = x.lanewise(LSHR, 32);
      LongVector parts = xHigh.mul(cLow).lanewise(LSHR, 32).add(xLow.mul(cHigh).lanewise(LSHR, 32));
      LongVector wide = x.mul(y).sub(xHigh.mul(cHigh).add(parts).mul(q));
      LongVector over = wide.lanewise(UMIN, wide.sub(twice));
      over.lanewise(UMIN, over.sub(q)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    for (int i = 0; i < count; i += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, w, wAt + i);
      LongVector c = LongVector.fromArray(LONGS, companion, wAt + i);
      LongVector cLow = c.and(lowBits);
      LongVector cHigh = c.lanewise(LSHR, 32);
      LongVector xLow = x.and(lowBits);
      LongVector xHigh = x.lanewise(LSHR, 32);
      LongVector parts = xHigh.mul(cLow).lanewise(LSHR, 32).add(xLow.mul(cHigh).lanewise(LSHR, 32));
      LongVector wide = x.mul(y).sub(xHigh.mul(cHigh).add(parts).mul(q));
      LongVector half = wide.lanewise(UMIN, wide.sub(twice));
      half.lanewise(UMIN, half.sub(q)).intoArray(out, outAt + i);
    }
  }
}
