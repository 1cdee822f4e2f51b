package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;
import static org.autoprivacy.kernel.vector.Tails.FROM_1_TO_2_FIRST;
import static org.autoprivacy.kernel.vector.Tails.FROM_1_TO_2_SECOND;
import static org.autoprivacy.kernel.vector.Tails.FROM_2_TO_4_FIRST;
import static org.autoprivacy.kernel.vector.Tails.FROM_2_TO_4_SECOND;
import static org.autoprivacy.kernel.vector.Tails.HALVES_1_FIRST;
import static org.autoprivacy.kernel.vector.Tails.HALVES_1_SECOND;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_1_FIRST;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_1_SECOND;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_2_FIRST;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_2_SECOND;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_4_FIRST;
import static org.autoprivacy.kernel.vector.Tails.ORDER_AFTER_4_SECOND;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The layers of the inverse NTT of primes below 2^48 whose gap is smaller than a vector, which come
 * first: from longs to doubles below 1.5p.
 */
final class Inverse48Tail {

  private final int n;
  private final double p;
  private final double[] roots;

  Inverse48Tail(NttTables tables) {
    n = tables.polyDegree();
    long q = tables.modulus().value();
    p = q;
    roots = Tails.roots(n, false, i -> Doubles.centred(tables.inversePower(i), q));
  }

  /** Transformed values in [0, 2q) in. */
  void run(long[] values, int offset) {
    switch (Lanes.LOG) {
      case 3 -> lanes8(values, offset);
      case 2 -> lanes4(values, offset);
      case 1 -> lanes2(values, offset);
      default -> lanes1(values, offset);
    }
  }

  private void lanes8(long[] values, int offset) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y0 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d0 = x0.sub(y0);
      DoubleVector f0 = x0.add(y0);
      DoubleVector h0 = d0.mul(w0);
      DoubleVector c0 = h0.fma(inv, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(d0.fma(w0.neg(), h0));
      LongVector a0 = f0.reinterpretAsLongs();
      LongVector b0 = r0.reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x1 = FROM_1_TO_2_FIRST.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector y1 = FROM_1_TO_2_SECOND.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector d1 = x1.sub(y1);
      DoubleVector f1 = x1.add(y1);
      DoubleVector h1 = d1.mul(w1);
      DoubleVector c1 = h1.fma(inv, round).sub(round);
      DoubleVector r1 = c1.fma(minusP, h1).sub(d1.fma(w1.neg(), h1));
      LongVector a1 = f1.reinterpretAsLongs();
      LongVector b1 = r1.reinterpretAsLongs();
      DoubleVector w2 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector x2 = FROM_2_TO_4_FIRST.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector y2 = FROM_2_TO_4_SECOND.selectFrom(a1, b1).reinterpretAsDoubles();
      DoubleVector d2 = x2.sub(y2);
      DoubleVector s2 = x2.add(y2);
      DoubleVector c2 = s2.fma(inv, round).sub(round);
      DoubleVector f2 = c2.fma(minusP, s2);
      DoubleVector h3 = d2.mul(w2);
      DoubleVector c3 = h3.fma(inv, round).sub(round);
      DoubleVector r2 = c3.fma(minusP, h3).sub(d2.fma(w2.neg(), h3));
      LongVector a2 = f2.reinterpretAsLongs();
      LongVector b2 = r2.reinterpretAsLongs();
      ORDER_AFTER_4_FIRST.selectFrom(a2, b2).intoArray(values, j);
      ORDER_AFTER_4_SECOND.selectFrom(a2, b2).intoArray(values, j + COUNT);
      at += 3 * COUNT;
    }
  }

  private void lanes4(long[] values, int offset) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y0 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d0 = x0.sub(y0);
      DoubleVector f0 = x0.add(y0);
      DoubleVector h0 = d0.mul(w0);
      DoubleVector c0 = h0.fma(inv, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(d0.fma(w0.neg(), h0));
      LongVector a0 = f0.reinterpretAsLongs();
      LongVector b0 = r0.reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x1 = FROM_1_TO_2_FIRST.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector y1 = FROM_1_TO_2_SECOND.selectFrom(a0, b0).reinterpretAsDoubles();
      DoubleVector d1 = x1.sub(y1);
      DoubleVector s1 = x1.add(y1);
      DoubleVector c1 = s1.fma(inv, round).sub(round);
      DoubleVector f1 = c1.fma(minusP, s1);
      DoubleVector h2 = d1.mul(w1);
      DoubleVector c2 = h2.fma(inv, round).sub(round);
      DoubleVector r1 = c2.fma(minusP, h2).sub(d1.fma(w1.neg(), h2));
      LongVector a1 = f1.reinterpretAsLongs();
      LongVector b1 = r1.reinterpretAsLongs();
      ORDER_AFTER_2_FIRST.selectFrom(a1, b1).intoArray(values, j);
      ORDER_AFTER_2_SECOND.selectFrom(a1, b1).intoArray(values, j + COUNT);
      at += 2 * COUNT;
    }
  }

  private void lanes2(long[] values, int offset) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    int at = 0;
    for (int j = offset; j < offset + n; j += 2 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      DoubleVector w0 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x0 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y0 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d0 = x0.sub(y0);
      DoubleVector s0 = x0.add(y0);
      DoubleVector c0 = s0.fma(inv, round).sub(round);
      DoubleVector f0 = c0.fma(minusP, s0);
      DoubleVector h1 = d0.mul(w0);
      DoubleVector c1 = h1.fma(inv, round).sub(round);
      DoubleVector r0 = c1.fma(minusP, h1).sub(d0.fma(w0.neg(), h1));
      LongVector a0 = f0.reinterpretAsLongs();
      LongVector b0 = r0.reinterpretAsLongs();
      ORDER_AFTER_1_FIRST.selectFrom(a0, b0).intoArray(values, j);
      ORDER_AFTER_1_SECOND.selectFrom(a0, b0).intoArray(values, j + COUNT);
      at += COUNT;
    }
  }

  private void lanes1(long[] values, int offset) {
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    for (int j = offset; j < offset + n; j += COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      u0.reinterpretAsDoubles().sub(entry).reinterpretAsLongs().intoArray(values, j);
    }
  }
}
