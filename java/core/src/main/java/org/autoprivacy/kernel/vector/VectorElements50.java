package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/** Products modulo a q below 2^50 on doubles; bounds in docs/notes/ntt-bounds.md. */
final class VectorElements50 extends VectorElements {

  private static final long LOW = (1L << 32) - 1;
  private static final long MOST = 1L << 50;

  private final long q;
  private final double reciprocal;

  private final VectorElements61 wide;
  private final VectorSums50 sums;
  private final VectorPairs48 pairs;

  VectorElements50(Modulus modulus) {
    super(modulus.value());
    q = modulus.value();
    reciprocal = 1 / (double) q;
    wide = new VectorElements61(modulus);
    sums = new VectorSums50(modulus);
    pairs = new VectorPairs48(modulus);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    for (int i = 0; i < count; i += COUNT) {
      LongVector xLong = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector x = xLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector yLong = LongVector.fromArray(LONGS, b, bAt + i);
      DoubleVector y = yLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(y.neg(), h));
      LongVector s = r.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector modulus = LongVector.broadcast(LONGS, q);
    LongVector bitsLessP = bits.sub(modulus);
    for (int i = 0; i < count; i += COUNT) {
      LongVector xLong = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector x = xLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector yLong = LongVector.fromArray(LONGS, b, bAt + i);
      DoubleVector y = yLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(y.neg(), h));
      LongVector s = r.add(round).reinterpretAsLongs();
      LongVector t = s.sub(bitsLessP).lanewise(UMIN, s.sub(bits));
      LongVector sum = t.add(LongVector.fromArray(LONGS, out, outAt + i));
      sum.lanewise(UMIN, sum.sub(modulus)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, (double) scalar);
    DoubleVector minusY = y.neg();
    for (int i = 0; i < count; i += COUNT) {
      LongVector xLong = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector x = xLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(minusY, h));
      LongVector s = r.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    DoubleVector lazyEntry = DoubleVector.broadcast(DOUBLES, 0x1p52 + 2 * q);
    for (int i = 0; i < count; i += COUNT) {
      LongVector xLong = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector x = xLong.add(entryBits).reinterpretAsDoubles().sub(lazyEntry);
      LongVector yLong = LongVector.fromArray(LONGS, w, wAt + i);
      DoubleVector y = yLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(y.neg(), h));
      LongVector s = r.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    sums.sumOfProducts(out, outAt, a, aAt, b, bAt, terms, count, this);
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
    pairs.sums(
        first, firstAt, second, secondAt, order, digits, rows, from, terms, start, count, this);
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
    if (p >= MOST) {
      wide.divide(out, outAt, a, aAt, b, bAt, p, inverse, count);
      return;
    }
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, Doubles.ROUND - (p >> 1));
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, Doubles.centred(inverse, q));
    DoubleVector minusY = y.neg();
    for (int i = 0; i < count; i += COUNT) {
      LongVector aLong = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector bLong = LongVector.fromArray(LONGS, b, bAt + i);
      LongVector difference = aLong.sub(bLong).add(bits);
      DoubleVector x = difference.reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(minusY, h));
      LongVector s = r.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, (double) ((1L << 32) % q));
    DoubleVector minusY = y.neg();
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    for (int i = 0; i < count; i += COUNT) {
      LongVector u = LongVector.fromArray(LONGS, a, aAt + i);
      DoubleVector low = u.and(lowBits).add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x = u.lanewise(LSHR, 32).add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(minusY, h));
      DoubleVector sum = r.add(low);
      DoubleVector k = sum.fma(inv, round).sub(round);
      DoubleVector f = k.fma(minusP, sum);
      LongVector s = f.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }
}
