package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Doubles.enter;
import static org.autoprivacy.kernel.vector.Doubles.product;
import static org.autoprivacy.kernel.vector.Doubles.store;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Products modulo an odd q below 2^50 on doubles; bounds in docs/notes/ntt-bounds.md. */
final class VectorElements50 extends VectorElements {

  private static final double ENTRY = 0x1p52;
  private static final long LOW = (1L << 32) - 1;

  private final long q;
  private final double reciprocal;

  /** Products of which a sum stays below 2^51. */
  private final int termsBetween;

  VectorElements50(long q) {
    super(q);
    this.q = q;
    reciprocal = 1 / (double) q;
    termsBetween = (int) Math.min(1 << 20, (1L << 51) / q - 1);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      DoubleVector x = enter(LongVector.fromArray(LONGS, a, aAt + i), entry);
      DoubleVector y = enter(LongVector.fromArray(LONGS, b, bAt + i), entry);
      DoubleVector r = product(x, y, y.neg(), inv, minusP, round);
      store(out, outAt + i, r, round, bits, bitsLessP, false);
    }
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      DoubleVector x = enter(LongVector.fromArray(LONGS, a, aAt + i), entry);
      DoubleVector y = enter(LongVector.fromArray(LONGS, b, bAt + i), entry);
      DoubleVector r = product(x, y, y.neg(), inv, minusP, round);
      LongVector s = r.add(round).reinterpretAsLongs().sub(bits);
      LongVector t = s.lanewise(VectorOperators.UMIN, s.add(modulus));
      LongVector sum = t.add(LongVector.fromArray(LONGS, out, outAt + i));
      sum.lanewise(VectorOperators.UMIN, sum.sub(modulus)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, scalar);
    DoubleVector minusY = y.neg();
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      DoubleVector x = enter(LongVector.fromArray(LONGS, a, aAt + i), entry);
      DoubleVector r = product(x, y, minusY, inv, minusP, round);
      store(out, outAt + i, r, round, bits, bitsLessP, false);
    }
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    DoubleVector lazyEntry = DoubleVector.broadcast(DOUBLES, ENTRY + 2 * q);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      DoubleVector x = enter(LongVector.fromArray(LONGS, a, aAt + i), lazyEntry);
      DoubleVector y = enter(LongVector.fromArray(LONGS, w, wAt + i), entry);
      DoubleVector r = product(x, y, y.neg(), inv, minusP, round);
      store(out, outAt + i, r, round, bits, bitsLessP, false);
    }
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    int between = termsBetween;
    for (int i = 0; i < count; i += Lanes.COUNT) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int done = 0; done < terms; done += between) {
        int end = Math.min(terms, done + between);
        for (int k = done; k < end; k++) {
          DoubleVector x = enter(LongVector.fromArray(LONGS, a[k], aAt + i), entry);
          DoubleVector y = enter(LongVector.fromArray(LONGS, b[k], bAt + i), entry);
          sum = sum.add(product(x, y, y.neg(), inv, minusP, round));
        }
        sum = Doubles.reduce(sum, inv, minusP, round);
      }
      store(out, outAt + i, sum, round, bits, bitsLessP, false);
    }
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, ENTRY);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, (1L << 32) % q);
    DoubleVector minusY = y.neg();
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector low = enter(x.and(LOW), entry);
      DoubleVector high = enter(x.lanewise(VectorOperators.LSHR, 32), entry);
      DoubleVector sum = product(high, y, minusY, inv, minusP, round).add(low);
      store(out, outAt + i, Doubles.reduce(sum, inv, minusP, round), round, bits, bitsLessP, false);
    }
  }
}
