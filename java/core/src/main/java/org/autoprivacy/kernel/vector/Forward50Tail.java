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
 * The layers of the forward NTT of primes below 2^50 whose gap is smaller than a vector, the
 * reduction, and the way back to longs.
 */
final class Forward50Tail {

  private final int n;
  private final double p;
  private final double[] roots;

  Forward50Tail(NttTables tables) {
    n = tables.polyDegree();
    long q = tables.modulus().value();
    p = q;
    roots = Tails.roots(n, true, i -> Doubles.centred(tables.power(i), q));
  }

  /** Doubles below 2^52 in; out [0, 4q) if lazy, else [0, q). */
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
    LongVector modulus = LongVector.broadcast(LONGS, (long) p);
    LongVector bitsLessTwoP = bits.sub(modulus).sub(modulus);
    int at = 0;
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector y00 = HALVES_4_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + 3 * COUNT);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector y01 = HALVES_4_SECOND.selectFrom(u2, u3).reinterpretAsDoubles();
      DoubleVector h0 = y00.mul(w00);
      DoubleVector h1 = y01.mul(w01);
      DoubleVector c0 = y00.fma(q00, round).sub(round);
      DoubleVector c1 = y01.fma(q01, round).sub(round);
      DoubleVector r00 = c0.fma(minusP, h0).sub(y00.fma(w00.neg(), h0));
      DoubleVector r01 = c1.fma(minusP, h1).sub(y01.fma(w01.neg(), h1));
      DoubleVector x00 = HALVES_4_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      LongVector a00 = x00.add(r00).reinterpretAsLongs();
      LongVector b00 = x00.sub(r00).reinterpretAsLongs();
      DoubleVector x01 = HALVES_4_FIRST.selectFrom(u2, u3).reinterpretAsDoubles();
      LongVector a01 = x01.add(r01).reinterpretAsLongs();
      LongVector b01 = x01.sub(r01).reinterpretAsLongs();
      DoubleVector w10 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector q10 = w10.mul(inv);
      DoubleVector y10 = FROM_4_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector w11 = DoubleVector.fromArray(DOUBLES, roots, at + 4 * COUNT);
      DoubleVector q11 = w11.mul(inv);
      DoubleVector y11 = FROM_4_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector h2 = y10.mul(w10);
      DoubleVector h3 = y11.mul(w11);
      DoubleVector c2 = y10.fma(q10, round).sub(round);
      DoubleVector c3 = y11.fma(q11, round).sub(round);
      DoubleVector r10 = c2.fma(minusP, h2).sub(y10.fma(w10.neg(), h2));
      DoubleVector r11 = c3.fma(minusP, h3).sub(y11.fma(w11.neg(), h3));
      DoubleVector x10 = FROM_4_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsDoubles();
      LongVector a10 = x10.add(r10).reinterpretAsLongs();
      LongVector b10 = x10.sub(r10).reinterpretAsLongs();
      DoubleVector x11 = FROM_4_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsDoubles();
      LongVector a11 = x11.add(r11).reinterpretAsLongs();
      LongVector b11 = x11.sub(r11).reinterpretAsLongs();
      DoubleVector w20 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector q20 = w20.mul(inv);
      DoubleVector y20 = FROM_2_TO_1_SECOND.selectFrom(a10, b10).reinterpretAsDoubles();
      DoubleVector g0 = FROM_2_TO_1_FIRST.selectFrom(a10, b10).reinterpretAsDoubles();
      DoubleVector c4 = g0.fma(inv, round).sub(round);
      DoubleVector x20 = c4.fma(minusP, g0).add(round);
      DoubleVector w21 = DoubleVector.fromArray(DOUBLES, roots, at + 5 * COUNT);
      DoubleVector q21 = w21.mul(inv);
      DoubleVector y21 = FROM_2_TO_1_SECOND.selectFrom(a11, b11).reinterpretAsDoubles();
      DoubleVector g1 = FROM_2_TO_1_FIRST.selectFrom(a11, b11).reinterpretAsDoubles();
      DoubleVector c5 = g1.fma(inv, round).sub(round);
      DoubleVector x21 = c5.fma(minusP, g1).add(round);
      DoubleVector h6 = y20.mul(w20);
      DoubleVector h7 = y21.mul(w21);
      DoubleVector c6 = y20.fma(q20, round).sub(round);
      DoubleVector c7 = y21.fma(q21, round).sub(round);
      DoubleVector r20 = c6.fma(minusP, h6).sub(y20.fma(w20.neg(), h6));
      DoubleVector r21 = c7.fma(minusP, h7).sub(y21.fma(w21.neg(), h7));
      LongVector a20 = x20.add(r20).reinterpretAsLongs();
      LongVector b20 = x20.sub(r20).reinterpretAsLongs();
      LongVector a21 = x21.add(r21).reinterpretAsLongs();
      LongVector b21 = x21.sub(r21).reinterpretAsLongs();
      LongVector v0 = ORDER_AFTER_1_FIRST.selectFrom(a20, b20);
      LongVector v1 = ORDER_AFTER_1_SECOND.selectFrom(a20, b20);
      LongVector v2 = ORDER_AFTER_1_FIRST.selectFrom(a21, b21);
      LongVector v3 = ORDER_AFTER_1_SECOND.selectFrom(a21, b21);
      if (lazy) {
        v0.sub(bitsLessTwoP).intoArray(values, j);
        v1.sub(bitsLessTwoP).intoArray(values, j + COUNT);
        v2.sub(bitsLessTwoP).intoArray(values, j + 2 * COUNT);
        v3.sub(bitsLessTwoP).intoArray(values, j + 3 * COUNT);
      } else {
        LongVector t0 = v0.sub(bitsLessTwoP).lanewise(UMIN, v0.sub(bits));
        t0.lanewise(UMIN, t0.sub(modulus)).intoArray(values, j);
        LongVector t1 = v1.sub(bitsLessTwoP).lanewise(UMIN, v1.sub(bits));
        t1.lanewise(UMIN, t1.sub(modulus)).intoArray(values, j + COUNT);
        LongVector t2 = v2.sub(bitsLessTwoP).lanewise(UMIN, v2.sub(bits));
        t2.lanewise(UMIN, t2.sub(modulus)).intoArray(values, j + 2 * COUNT);
        LongVector t3 = v3.sub(bitsLessTwoP).lanewise(UMIN, v3.sub(bits));
        t3.lanewise(UMIN, t3.sub(modulus)).intoArray(values, j + 3 * COUNT);
      }
      at += 6 * COUNT;
    }
  }

  private void lanes4(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector modulus = LongVector.broadcast(LONGS, (long) p);
    LongVector bitsLessTwoP = bits.sub(modulus).sub(modulus);
    int at = 0;
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector y00 = HALVES_2_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + 2 * COUNT);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector y01 = HALVES_2_SECOND.selectFrom(u2, u3).reinterpretAsDoubles();
      DoubleVector h0 = y00.mul(w00);
      DoubleVector h1 = y01.mul(w01);
      DoubleVector c0 = y00.fma(q00, round).sub(round);
      DoubleVector c1 = y01.fma(q01, round).sub(round);
      DoubleVector r00 = c0.fma(minusP, h0).sub(y00.fma(w00.neg(), h0));
      DoubleVector r01 = c1.fma(minusP, h1).sub(y01.fma(w01.neg(), h1));
      DoubleVector x00 = HALVES_2_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      LongVector a00 = x00.add(r00).reinterpretAsLongs();
      LongVector b00 = x00.sub(r00).reinterpretAsLongs();
      DoubleVector x01 = HALVES_2_FIRST.selectFrom(u2, u3).reinterpretAsDoubles();
      LongVector a01 = x01.add(r01).reinterpretAsLongs();
      LongVector b01 = x01.sub(r01).reinterpretAsLongs();
      DoubleVector w10 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector q10 = w10.mul(inv);
      DoubleVector y10 = FROM_2_TO_1_SECOND.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector g0 = FROM_2_TO_1_FIRST.selectFrom(a00, b00).reinterpretAsDoubles();
      DoubleVector c2 = g0.fma(inv, round).sub(round);
      DoubleVector x10 = c2.fma(minusP, g0).add(round);
      DoubleVector w11 = DoubleVector.fromArray(DOUBLES, roots, at + 3 * COUNT);
      DoubleVector q11 = w11.mul(inv);
      DoubleVector y11 = FROM_2_TO_1_SECOND.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector g1 = FROM_2_TO_1_FIRST.selectFrom(a01, b01).reinterpretAsDoubles();
      DoubleVector c3 = g1.fma(inv, round).sub(round);
      DoubleVector x11 = c3.fma(minusP, g1).add(round);
      DoubleVector h4 = y10.mul(w10);
      DoubleVector h5 = y11.mul(w11);
      DoubleVector c4 = y10.fma(q10, round).sub(round);
      DoubleVector c5 = y11.fma(q11, round).sub(round);
      DoubleVector r10 = c4.fma(minusP, h4).sub(y10.fma(w10.neg(), h4));
      DoubleVector r11 = c5.fma(minusP, h5).sub(y11.fma(w11.neg(), h5));
      LongVector a10 = x10.add(r10).reinterpretAsLongs();
      LongVector b10 = x10.sub(r10).reinterpretAsLongs();
      LongVector a11 = x11.add(r11).reinterpretAsLongs();
      LongVector b11 = x11.sub(r11).reinterpretAsLongs();
      LongVector v0 = ORDER_AFTER_1_FIRST.selectFrom(a10, b10);
      LongVector v1 = ORDER_AFTER_1_SECOND.selectFrom(a10, b10);
      LongVector v2 = ORDER_AFTER_1_FIRST.selectFrom(a11, b11);
      LongVector v3 = ORDER_AFTER_1_SECOND.selectFrom(a11, b11);
      if (lazy) {
        v0.sub(bitsLessTwoP).intoArray(values, j);
        v1.sub(bitsLessTwoP).intoArray(values, j + COUNT);
        v2.sub(bitsLessTwoP).intoArray(values, j + 2 * COUNT);
        v3.sub(bitsLessTwoP).intoArray(values, j + 3 * COUNT);
      } else {
        LongVector t0 = v0.sub(bitsLessTwoP).lanewise(UMIN, v0.sub(bits));
        t0.lanewise(UMIN, t0.sub(modulus)).intoArray(values, j);
        LongVector t1 = v1.sub(bitsLessTwoP).lanewise(UMIN, v1.sub(bits));
        t1.lanewise(UMIN, t1.sub(modulus)).intoArray(values, j + COUNT);
        LongVector t2 = v2.sub(bitsLessTwoP).lanewise(UMIN, v2.sub(bits));
        t2.lanewise(UMIN, t2.sub(modulus)).intoArray(values, j + 2 * COUNT);
        LongVector t3 = v3.sub(bitsLessTwoP).lanewise(UMIN, v3.sub(bits));
        t3.lanewise(UMIN, t3.sub(modulus)).intoArray(values, j + 3 * COUNT);
      }
      at += 4 * COUNT;
    }
  }

  private void lanes2(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector modulus = LongVector.broadcast(LONGS, (long) p);
    LongVector bitsLessTwoP = bits.sub(modulus).sub(modulus);
    int at = 0;
    for (int j = offset; j < offset + n; j += 4 * COUNT) {
      LongVector u0 = LongVector.fromArray(LONGS, values, j);
      LongVector u1 = LongVector.fromArray(LONGS, values, j + COUNT);
      LongVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT);
      LongVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT);
      DoubleVector w00 = DoubleVector.fromArray(DOUBLES, roots, at);
      DoubleVector q00 = w00.mul(inv);
      DoubleVector y00 = HALVES_1_SECOND.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector g0 = HALVES_1_FIRST.selectFrom(u0, u1).reinterpretAsDoubles();
      DoubleVector c0 = g0.fma(inv, round).sub(round);
      DoubleVector x00 = c0.fma(minusP, g0).add(round);
      DoubleVector w01 = DoubleVector.fromArray(DOUBLES, roots, at + COUNT);
      DoubleVector q01 = w01.mul(inv);
      DoubleVector y01 = HALVES_1_SECOND.selectFrom(u2, u3).reinterpretAsDoubles();
      DoubleVector g1 = HALVES_1_FIRST.selectFrom(u2, u3).reinterpretAsDoubles();
      DoubleVector c1 = g1.fma(inv, round).sub(round);
      DoubleVector x01 = c1.fma(minusP, g1).add(round);
      DoubleVector h2 = y00.mul(w00);
      DoubleVector h3 = y01.mul(w01);
      DoubleVector c2 = y00.fma(q00, round).sub(round);
      DoubleVector c3 = y01.fma(q01, round).sub(round);
      DoubleVector r00 = c2.fma(minusP, h2).sub(y00.fma(w00.neg(), h2));
      DoubleVector r01 = c3.fma(minusP, h3).sub(y01.fma(w01.neg(), h3));
      LongVector a00 = x00.add(r00).reinterpretAsLongs();
      LongVector b00 = x00.sub(r00).reinterpretAsLongs();
      LongVector a01 = x01.add(r01).reinterpretAsLongs();
      LongVector b01 = x01.sub(r01).reinterpretAsLongs();
      LongVector v0 = ORDER_AFTER_1_FIRST.selectFrom(a00, b00);
      LongVector v1 = ORDER_AFTER_1_SECOND.selectFrom(a00, b00);
      LongVector v2 = ORDER_AFTER_1_FIRST.selectFrom(a01, b01);
      LongVector v3 = ORDER_AFTER_1_SECOND.selectFrom(a01, b01);
      if (lazy) {
        v0.sub(bitsLessTwoP).intoArray(values, j);
        v1.sub(bitsLessTwoP).intoArray(values, j + COUNT);
        v2.sub(bitsLessTwoP).intoArray(values, j + 2 * COUNT);
        v3.sub(bitsLessTwoP).intoArray(values, j + 3 * COUNT);
      } else {
        LongVector t0 = v0.sub(bitsLessTwoP).lanewise(UMIN, v0.sub(bits));
        t0.lanewise(UMIN, t0.sub(modulus)).intoArray(values, j);
        LongVector t1 = v1.sub(bitsLessTwoP).lanewise(UMIN, v1.sub(bits));
        t1.lanewise(UMIN, t1.sub(modulus)).intoArray(values, j + COUNT);
        LongVector t2 = v2.sub(bitsLessTwoP).lanewise(UMIN, v2.sub(bits));
        t2.lanewise(UMIN, t2.sub(modulus)).intoArray(values, j + 2 * COUNT);
        LongVector t3 = v3.sub(bitsLessTwoP).lanewise(UMIN, v3.sub(bits));
        t3.lanewise(UMIN, t3.sub(modulus)).intoArray(values, j + 3 * COUNT);
      }
      at += 2 * COUNT;
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
