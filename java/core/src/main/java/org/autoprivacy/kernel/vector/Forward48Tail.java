package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;
import static org.autoprivacy.kernel.vector.Tails.FROM_2_TO_1_FIRST;
import static org.autoprivacy.kernel.vector.Tails.FROM_2_TO_1_SECOND;
import static org.autoprivacy.kernel.vector.Tails.FROM_4_TO_2_FIRST;
import static org.autoprivacy.kernel.vector.Tails.FROM_4_TO_2_SECOND;
import static org.autoprivacy.kernel.vector.Tails.HALVES_1_FIRST;
import static org.autoprivacy.kernel.vector.Tails.HALVES_1_SECOND;
import static org.autoprivacy.kernel.vector.Tails.HALVES_2_FIRST;
import static org.autoprivacy.kernel.vector.Tails.HALVES_2_SECOND;
import static org.autoprivacy.kernel.vector.Tails.HALVES_4_FIRST;
import static org.autoprivacy.kernel.vector.Tails.HALVES_4_SECOND;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_1_FIRST;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_1_SECOND;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The layers of the forward NTT of primes below 2^48 whose gap is smaller than a vector, the
 * reduction, and the way back to longs.
 */
final class Forward48Tail {

  private final int n;
  private final double p;
  private final double[] roots;

  Forward48Tail(NttTables tables) {
    n = tables.polyDegree();
    long q = tables.modulus().value();
    p = q;
    roots = Tails.roots(n, true, i -> Doubles.centred(tables.power(i), q));
  }

  /** Doubles below 2^52 in; out [0, 2q) if lazy, else [0, q). */
  void run(long[] values, int offset, boolean lazy) {
    switch (Lanes.LOG) {
      case 3 -> lanes8(values, offset, lazy);
      case 2 -> lanes4(values, offset, lazy);
      case 1 -> lanes2(values, offset, lazy);
      default -> lanes1(values, offset, lazy);
    }
  }

  private void lanes8(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_4_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector y0 = HALVES_4_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector h0 = y0.mul(w0);
      DoubleVector c0 = h0.fma(inv, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(y0.fma(w0.neg(), h0));
      LongVector a0 = x0.add(r0).reinterpretAsLongs();
      LongVector b0 = x0.sub(r0).reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x1 = FROM_4_TO_2_FIRST.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector y1 = FROM_4_TO_2_SECOND.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector h1 = y1.mul(w1);
      DoubleVector c1 = h1.fma(inv, round).sub(round);
      DoubleVector r1 = c1.fma(minusP, h1).sub(y1.fma(w1.neg(), h1));
      LongVector a1 = x1.add(r1).reinterpretAsLongs();
      LongVector b1 = x1.sub(r1).reinterpretAsLongs();
      DoubleVector w2 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector x2 = FROM_2_TO_1_FIRST.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector y2 = FROM_2_TO_1_SECOND.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector h2 = y2.mul(w2);
      DoubleVector c2 = h2.fma(inv, round).sub(round);
      DoubleVector r2 = c2.fma(minusP, h2).sub(y2.fma(w2.neg(), h2));
      LongVector a2 = x2.add(r2).reinterpretAsLongs();
      LongVector b2 = x2.sub(r2).reinterpretAsLongs();
      DoubleVector e0 = ORDER_AFTER_1_FIRST.selectFrom(a2, b2).reinterpretAsDoubles();
      DoubleVector e1 = ORDER_AFTER_1_SECOND.selectFrom(a2, b2).reinterpretAsDoubles();
      DoubleVector c3 = e0.fma(inv, round).sub(round);
      DoubleVector f0 = c3.fma(minusP, e0);
      DoubleVector c4 = e1.fma(inv, round).sub(round);
      DoubleVector f1 = c4.fma(minusP, e1);
      LongVector v0 = f0.add(round).reinterpretAsLongs();
      LongVector v1 = f1.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
        v1.sub(bitsLessP).intoArray(values, j + COUNT);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
        v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).intoArray(values, j + COUNT);
      }
      at += 3 * COUNT;
    }
  }

  private void lanes4(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_2_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector y0 = HALVES_2_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector h0 = y0.mul(w0);
      DoubleVector c0 = h0.fma(inv, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(y0.fma(w0.neg(), h0));
      LongVector a0 = x0.add(r0).reinterpretAsLongs();
      LongVector b0 = x0.sub(r0).reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x1 = FROM_2_TO_1_FIRST.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector y1 = FROM_2_TO_1_SECOND.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector h1 = y1.mul(w1);
      DoubleVector c1 = h1.fma(inv, round).sub(round);
      DoubleVector r1 = c1.fma(minusP, h1).sub(y1.fma(w1.neg(), h1));
      LongVector a1 = x1.add(r1).reinterpretAsLongs();
      LongVector b1 = x1.sub(r1).reinterpretAsLongs();
      DoubleVector e0 = ORDER_AFTER_1_FIRST.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector e1 = ORDER_AFTER_1_SECOND.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector c2 = e0.fma(inv, round).sub(round);
      DoubleVector f0 = c2.fma(minusP, e0);
      DoubleVector c3 = e1.fma(inv, round).sub(round);
      DoubleVector f1 = c3.fma(minusP, e1);
      LongVector v0 = f0.add(round).reinterpretAsLongs();
      LongVector v1 = f1.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
        v1.sub(bitsLessP).intoArray(values, j + COUNT);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
        v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).intoArray(values, j + COUNT);
      }
      at += 2 * COUNT;
    }
  }

  private void lanes2(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector y0 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector h0 = y0.mul(w0);
      DoubleVector c0 = h0.fma(inv, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(y0.fma(w0.neg(), h0));
      LongVector a0 = x0.add(r0).reinterpretAsLongs();
      LongVector b0 = x0.sub(r0).reinterpretAsLongs();
      DoubleVector e0 = ORDER_AFTER_1_FIRST.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector e1 = ORDER_AFTER_1_SECOND.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector c1 = e0.fma(inv, round).sub(round);
      DoubleVector f0 = c1.fma(minusP, e0);
      DoubleVector c2 = e1.fma(inv, round).sub(round);
      DoubleVector f1 = c2.fma(minusP, e1);
      LongVector v0 = f0.add(round).reinterpretAsLongs();
      LongVector v1 = f1.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
        v1.sub(bitsLessP).intoArray(values, j + COUNT);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
        v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).intoArray(values, j + COUNT);
      }
      at += COUNT;
    }
  }

  private void lanes1(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    for (int j = offset; j < offset + n; j += COUNT) {
      DoubleVector x0 = LongVector.fromArray(LONGS, values, j).reinterpretAsDoubles();
      DoubleVector c0 = x0.fma(inv, round).sub(round);
      DoubleVector f0 = c0.fma(minusP, x0);
      LongVector v0 = f0.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
      }
    }
  }
}
