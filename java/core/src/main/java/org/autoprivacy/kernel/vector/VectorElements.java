package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.autoprivacy.kernel.spi.ElementKernel;

/** What needs no product: sums modulo q, for every q below 2^62. */
abstract sealed class VectorElements implements ElementKernel
    permits VectorElements50, VectorElements61 {

  private final long q;

  VectorElements(long q) {
    this.q = q;
  }

  @Override
  public final void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector sum = x.add(LongVector.fromArray(LONGS, b, bAt + i));
      sum.lanewise(VectorOperators.UMIN, sum.sub(modulus)).intoArray(out, outAt + i);
    }
  }

  @Override
  public final void subtract(
      long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector difference = x.sub(LongVector.fromArray(LONGS, b, bAt + i));
      difference.lanewise(VectorOperators.UMIN, difference.add(modulus)).intoArray(out, outAt + i);
    }
  }

  @Override
  public final void negate(long[] out, int outAt, long[] a, int aAt, int count) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector negative = LongVector.zero(LONGS).sub(LongVector.fromArray(LONGS, a, aAt + i));
      negative.lanewise(VectorOperators.UMIN, negative.add(modulus)).intoArray(out, outAt + i);
    }
  }

  @Override
  public final void liftAbove(
      long[] out, int outAt, long[] a, int aAt, long half, long lift, int count) {
    LongVector most = LongVector.broadcast(LONGS, half);
    LongVector added = LongVector.broadcast(LONGS, lift);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector above = most.sub(x).lanewise(VectorOperators.ASHR, 63);
      x.add(above.and(added)).intoArray(out, outAt + i);
    }
  }

  @Override
  public final void liftSigned(
      long[] out, int outAt, long[] a, int aAt, long[] signs, int signsAt, long lift, int count) {
    LongVector zero = LongVector.zero(LONGS);
    LongVector added = LongVector.broadcast(LONGS, lift);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector some = zero.sub(x).lanewise(VectorOperators.ASHR, 63);
      LongVector sign = LongVector.fromArray(LONGS, signs, signsAt + i);
      x.add(some.and(sign).and(added)).intoArray(out, outAt + i);
    }
  }
}
