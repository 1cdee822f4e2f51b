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
}
