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
 * The layers of the inverse NTT of primes below 2^50 whose gap is smaller than a vector, which come
 * first: from longs to doubles below 1.5p.
 */
final class Inverse50Tail {

  private final int n;
  private final double p;
  private final double[] roots;

  Inverse50Tail(NttTables tables) {
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
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT).add(entryBits);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT).add(entryBits);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x00 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y00 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d00 = x00.sub(y00);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + 3 * COUNT);
      DoubleVector x01 = HALVES_1_FIRST.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector y01 = HALVES_1_SECOND.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector d01 = x01.sub(y01);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector h0 = d00.mul(w00);
      DoubleVector h1 = d01.mul(w01);
      DoubleVector c0 = d00.fma(q00, round).sub(round);
      DoubleVector c1 = d01.fma(q01, round).sub(round);
      DoubleVector r00 = c0.fma(minusP, h0).sub(d00.fma(w00.neg(), h0));
      DoubleVector r01 = c1.fma(minusP, h1).sub(d01.fma(w01.neg(), h1));
      DoubleVector f00 = x00.add(y00);
      LongVector a00 = f00.reinterpretAsLongs();
      LongVector b00 = r00.reinterpretAsLongs();
      DoubleVector f01 = x01.add(y01);
      LongVector a01 = f01.reinterpretAsLongs();
      LongVector b01 = r01.reinterpretAsLongs();
      DoubleVector w10 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x10 = FROM_1_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector y10 = FROM_1_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector d10 = x10.sub(y10);
      DoubleVector q10 = w10.mul(inv);
      DoubleVector w11 = DoubleVector.fromArray(DOUBLES, roots, at + 4 * COUNT);
      DoubleVector x11 = FROM_1_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector y11 = FROM_1_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector d11 = x11.sub(y11);
      DoubleVector q11 = w11.mul(inv);
      DoubleVector h2 = d10.mul(w10);
      DoubleVector h3 = d11.mul(w11);
      DoubleVector c2 = d10.fma(q10, round).sub(round);
      DoubleVector c3 = d11.fma(q11, round).sub(round);
      DoubleVector r10 = c2.fma(minusP, h2).sub(d10.fma(w10.neg(), h2));
      DoubleVector r11 = c3.fma(minusP, h3).sub(d11.fma(w11.neg(), h3));
      DoubleVector f10 = x10.add(y10);
      LongVector a10 = f10.reinterpretAsLongs();
      LongVector b10 = r10.reinterpretAsLongs();
      DoubleVector f11 = x11.add(y11);
      LongVector a11 = f11.reinterpretAsLongs();
      LongVector b11 = r11.reinterpretAsLongs();
      DoubleVector w20 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector x20 = FROM_2_TO_4_FIRST.selectFrom(a10, b10).reinterpretAsDoubles();
      DoubleVector y20 = FROM_2_TO_4_SECOND.selectFrom(a10, b10).reinterpretAsDoubles();
      DoubleVector d20 = x20.sub(y20);
      DoubleVector q20 = w20.mul(inv);
      DoubleVector w21 = DoubleVector.fromArray(DOUBLES, roots, at + 5 * COUNT);
      DoubleVector x21 = FROM_2_TO_4_FIRST.selectFrom(a11, b11).reinterpretAsDoubles();
      DoubleVector y21 = FROM_2_TO_4_SECOND.selectFrom(a11, b11).reinterpretAsDoubles();
      DoubleVector d21 = x21.sub(y21);
      DoubleVector q21 = w21.mul(inv);
      DoubleVector h4 = d20.mul(w20);
      DoubleVector h5 = d21.mul(w21);
      DoubleVector c4 = d20.fma(q20, round).sub(round);
      DoubleVector c5 = d21.fma(q21, round).sub(round);
      DoubleVector r20 = c4.fma(minusP, h4).sub(d20.fma(w20.neg(), h4));
      DoubleVector r21 = c5.fma(minusP, h5).sub(d21.fma(w21.neg(), h5));
      DoubleVector s20 = x20.add(y20);
      DoubleVector c6 = s20.fma(inv, round).sub(round);
      DoubleVector f20 = c6.fma(minusP, s20);
      LongVector a20 = f20.reinterpretAsLongs();
      LongVector b20 = r20.reinterpretAsLongs();
      DoubleVector s21 = x21.add(y21);
      DoubleVector c7 = s21.fma(inv, round).sub(round);
      DoubleVector f21 = c7.fma(minusP, s21);
      LongVector a21 = f21.reinterpretAsLongs();
      LongVector b21 = r21.reinterpretAsLongs();
      ORDER_AFTER_4_FIRST.selectFrom(a20, b20).intoArray(values, j);
      ORDER_AFTER_4_SECOND.selectFrom(a20, b20).intoArray(values, j + COUNT);
      ORDER_AFTER_4_FIRST.selectFrom(a21, b21).intoArray(values, j + 2 * COUNT);
      ORDER_AFTER_4_SECOND.selectFrom(a21, b21).intoArray(values, j + 3 * COUNT);
      at += 6 * COUNT;
    }
  }

  private void lanes4(long[] values, int offset) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    int at = 0;
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT).add(entryBits);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT).add(entryBits);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x00 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y00 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d00 = x00.sub(y00);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector x01 = HALVES_1_FIRST.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector y01 = HALVES_1_SECOND.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector d01 = x01.sub(y01);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector h0 = d00.mul(w00);
      DoubleVector h1 = d01.mul(w01);
      DoubleVector c0 = d00.fma(q00, round).sub(round);
      DoubleVector c1 = d01.fma(q01, round).sub(round);
      DoubleVector r00 = c0.fma(minusP, h0).sub(d00.fma(w00.neg(), h0));
      DoubleVector r01 = c1.fma(minusP, h1).sub(d01.fma(w01.neg(), h1));
      DoubleVector f00 = x00.add(y00);
      LongVector a00 = f00.reinterpretAsLongs();
      LongVector b00 = r00.reinterpretAsLongs();
      DoubleVector f01 = x01.add(y01);
      LongVector a01 = f01.reinterpretAsLongs();
      LongVector b01 = r01.reinterpretAsLongs();
      DoubleVector w10 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x10 = FROM_1_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector y10 = FROM_1_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector d10 = x10.sub(y10);
      DoubleVector q10 = w10.mul(inv);
      DoubleVector w11 = DoubleVector.fromArray(DOUBLES, roots, at + 3 * COUNT);
      DoubleVector x11 = FROM_1_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector y11 = FROM_1_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector d11 = x11.sub(y11);
      DoubleVector q11 = w11.mul(inv);
      DoubleVector h2 = d10.mul(w10);
      DoubleVector h3 = d11.mul(w11);
      DoubleVector c2 = d10.fma(q10, round).sub(round);
      DoubleVector c3 = d11.fma(q11, round).sub(round);
      DoubleVector r10 = c2.fma(minusP, h2).sub(d10.fma(w10.neg(), h2));
      DoubleVector r11 = c3.fma(minusP, h3).sub(d11.fma(w11.neg(), h3));
      DoubleVector s10 = x10.add(y10);
      DoubleVector c4 = s10.fma(inv, round).sub(round);
      DoubleVector f10 = c4.fma(minusP, s10);
      LongVector a10 = f10.reinterpretAsLongs();
      LongVector b10 = r10.reinterpretAsLongs();
      DoubleVector s11 = x11.add(y11);
      DoubleVector c5 = s11.fma(inv, round).sub(round);
      DoubleVector f11 = c5.fma(minusP, s11);
      LongVector a11 = f11.reinterpretAsLongs();
      LongVector b11 = r11.reinterpretAsLongs();
      ORDER_AFTER_2_FIRST.selectFrom(a10, b10).intoArray(values, j);
      ORDER_AFTER_2_SECOND.selectFrom(a10, b10).intoArray(values, j + COUNT);
      ORDER_AFTER_2_FIRST.selectFrom(a11, b11).intoArray(values, j + 2 * COUNT);
      ORDER_AFTER_2_SECOND.selectFrom(a11, b11).intoArray(values, j + 3 * COUNT);
      at += 4 * COUNT;
    }
  }

  private void lanes2(long[] values, int offset) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52 + p);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    int at = 0;
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j).add(entryBits);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).add(entryBits);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT).add(entryBits);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT).add(entryBits);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector x00 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector y00 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles().sub(entry);
      DoubleVector d00 = x00.sub(y00);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector x01 = HALVES_1_FIRST.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector y01 = HALVES_1_SECOND.selectFrom(u2, u3).reinterpretAsDoubles().sub(entry);
      DoubleVector d01 = x01.sub(y01);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector h0 = d00.mul(w00);
      DoubleVector h1 = d01.mul(w01);
      DoubleVector c0 = d00.fma(q00, round).sub(round);
      DoubleVector c1 = d01.fma(q01, round).sub(round);
      DoubleVector r00 = c0.fma(minusP, h0).sub(d00.fma(w00.neg(), h0));
      DoubleVector r01 = c1.fma(minusP, h1).sub(d01.fma(w01.neg(), h1));
      DoubleVector s00 = x00.add(y00);
      DoubleVector c2 = s00.fma(inv, round).sub(round);
      DoubleVector f00 = c2.fma(minusP, s00);
      LongVector a00 = f00.reinterpretAsLongs();
      LongVector b00 = r00.reinterpretAsLongs();
      DoubleVector s01 = x01.add(y01);
      DoubleVector c3 = s01.fma(inv, round).sub(round);
      DoubleVector f01 = c3.fma(minusP, s01);
      LongVector a01 = f01.reinterpretAsLongs();
      LongVector b01 = r01.reinterpretAsLongs();
      ORDER_AFTER_1_FIRST.selectFrom(a00, b00).intoArray(values, j);
      ORDER_AFTER_1_SECOND.selectFrom(a00, b00).intoArray(values, j + COUNT);
      ORDER_AFTER_1_FIRST.selectFrom(a01, b01).intoArray(values, j + 2 * COUNT);
      ORDER_AFTER_1_SECOND.selectFrom(a01, b01).intoArray(values, j + 3 * COUNT);
      at += 2 * COUNT;
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
