package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_1_TO_PACKED_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_1_TO_PACKED_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_2_TO_1_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_2_TO_1_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_2_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_2_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_8_TO_4_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_8_TO_4_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_4_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_4_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_8_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_8_SECOND;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.FLOATS;
import static org.autoprivacy.kernel.vector.Lanes.INTS;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The layers of the forward NTT of primes below 2^19 whose gap is smaller than a vector, the
 * reduction, and the way back to longs, from the end of a row of floats to its beginning.
 */
final class Forward19Tail {

  private static final long LOW = (1L << 32) - 1;

  private final float p;
  private final float[] roots;

  Forward19Tail(NttTables tables) {
    long q = tables.modulus().value();
    p = q;
    roots = FloatTails.roots(tables.polyDegree(), true, i -> Floats.centred(tables.power(i), q));
  }

  /** Row r, of {@code length} floats below 2^23; out [0, q). */
  void run(long[] values, int row, int length, int r) {
    int at = r * length / 2 * (Lanes.LOG + 1);
    if (Lanes.LOG == 3) {
      lanes16(values, row, length, at);
    } else {
      lanes8(values, row, length, at);
    }
    leave(values, row, length);
  }

  private void lanes16(long[] values, int row, int length, int rootsAt) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    for (int k = 0; k < length / 2; k += 4 * COUNT) {
      int j = row + k;
      int at = rootsAt + k * 4;
      IntVector u0 = LongVector.fromArray(LONGS, values, j).reinterpretAsInts();
      IntVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).reinterpretAsInts();
      IntVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT).reinterpretAsInts();
      IntVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT).reinterpretAsInts();
      FloatVector w00 = FloatVector.fromArray(FLOATS, roots, at);
      FloatVector q00 = w00.mul(inv);
      FloatVector y00 = PACKED_TO_8_SECOND.selectFrom(u0, u1).reinterpretAsFloats();
      FloatVector w01 = FloatVector.fromArray(FLOATS, roots, at + 8 * COUNT);
      FloatVector q01 = w01.mul(inv);
      FloatVector y01 = PACKED_TO_8_SECOND.selectFrom(u2, u3).reinterpretAsFloats();
      FloatVector h00 = y00.mul(w00);
      FloatVector h01 = y01.mul(w01);
      FloatVector c00 = y00.fma(q00, round).sub(round);
      FloatVector c01 = y01.fma(q01, round).sub(round);
      FloatVector r00 = c00.fma(minusP, h00).sub(y00.fma(w00.neg(), h00));
      FloatVector r01 = c01.fma(minusP, h01).sub(y01.fma(w01.neg(), h01));
      FloatVector x00 = PACKED_TO_8_FIRST.selectFrom(u0, u1).reinterpretAsFloats();
      IntVector a00 = x00.add(r00).reinterpretAsInts();
      IntVector b00 = x00.sub(r00).reinterpretAsInts();
      FloatVector x01 = PACKED_TO_8_FIRST.selectFrom(u2, u3).reinterpretAsFloats();
      IntVector a01 = x01.add(r01).reinterpretAsInts();
      IntVector b01 = x01.sub(r01).reinterpretAsInts();
      FloatVector w10 = FloatVector.fromArray(FLOATS, roots, at + 2 * COUNT);
      FloatVector q10 = w10.mul(inv);
      FloatVector y10 = FROM_8_TO_4_SECOND.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector w11 = FloatVector.fromArray(FLOATS, roots, at + 10 * COUNT);
      FloatVector q11 = w11.mul(inv);
      FloatVector y11 = FROM_8_TO_4_SECOND.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector h10 = y10.mul(w10);
      FloatVector h11 = y11.mul(w11);
      FloatVector c10 = y10.fma(q10, round).sub(round);
      FloatVector c11 = y11.fma(q11, round).sub(round);
      FloatVector r10 = c10.fma(minusP, h10).sub(y10.fma(w10.neg(), h10));
      FloatVector r11 = c11.fma(minusP, h11).sub(y11.fma(w11.neg(), h11));
      FloatVector x10 = FROM_8_TO_4_FIRST.selectFrom(a00, b00).reinterpretAsFloats();
      IntVector a10 = x10.add(r10).reinterpretAsInts();
      IntVector b10 = x10.sub(r10).reinterpretAsInts();
      FloatVector x11 = FROM_8_TO_4_FIRST.selectFrom(a01, b01).reinterpretAsFloats();
      IntVector a11 = x11.add(r11).reinterpretAsInts();
      IntVector b11 = x11.sub(r11).reinterpretAsInts();
      FloatVector w20 = FloatVector.fromArray(FLOATS, roots, at + 4 * COUNT);
      FloatVector q20 = w20.mul(inv);
      FloatVector y20 = FROM_4_TO_2_SECOND.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector w21 = FloatVector.fromArray(FLOATS, roots, at + 12 * COUNT);
      FloatVector q21 = w21.mul(inv);
      FloatVector y21 = FROM_4_TO_2_SECOND.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector h20 = y20.mul(w20);
      FloatVector h21 = y21.mul(w21);
      FloatVector c20 = y20.fma(q20, round).sub(round);
      FloatVector c21 = y21.fma(q21, round).sub(round);
      FloatVector r20 = c20.fma(minusP, h20).sub(y20.fma(w20.neg(), h20));
      FloatVector r21 = c21.fma(minusP, h21).sub(y21.fma(w21.neg(), h21));
      FloatVector x20 = FROM_4_TO_2_FIRST.selectFrom(a10, b10).reinterpretAsFloats();
      IntVector a20 = x20.add(r20).reinterpretAsInts();
      IntVector b20 = x20.sub(r20).reinterpretAsInts();
      FloatVector x21 = FROM_4_TO_2_FIRST.selectFrom(a11, b11).reinterpretAsFloats();
      IntVector a21 = x21.add(r21).reinterpretAsInts();
      IntVector b21 = x21.sub(r21).reinterpretAsInts();
      FloatVector w30 = FloatVector.fromArray(FLOATS, roots, at + 6 * COUNT);
      FloatVector q30 = w30.mul(inv);
      FloatVector y30 = FROM_2_TO_1_SECOND.selectFrom(a20, b20).reinterpretAsFloats();
      FloatVector w31 = FloatVector.fromArray(FLOATS, roots, at + 14 * COUNT);
      FloatVector q31 = w31.mul(inv);
      FloatVector y31 = FROM_2_TO_1_SECOND.selectFrom(a21, b21).reinterpretAsFloats();
      FloatVector h30 = y30.mul(w30);
      FloatVector h31 = y31.mul(w31);
      FloatVector c30 = y30.fma(q30, round).sub(round);
      FloatVector c31 = y31.fma(q31, round).sub(round);
      FloatVector r30 = c30.fma(minusP, h30).sub(y30.fma(w30.neg(), h30));
      FloatVector r31 = c31.fma(minusP, h31).sub(y31.fma(w31.neg(), h31));
      FloatVector g0 = FROM_2_TO_1_FIRST.selectFrom(a20, b20).reinterpretAsFloats();
      FloatVector x30 = g0.fma(inv, round).sub(round).fma(minusP, g0).add(round);
      IntVector a30 = x30.add(r30).reinterpretAsInts();
      IntVector b30 = x30.sub(r30).reinterpretAsInts();
      FloatVector g1 = FROM_2_TO_1_FIRST.selectFrom(a21, b21).reinterpretAsFloats();
      FloatVector x31 = g1.fma(inv, round).sub(round).fma(minusP, g1).add(round);
      IntVector a31 = x31.add(r31).reinterpretAsInts();
      IntVector b31 = x31.sub(r31).reinterpretAsInts();
      FROM_1_TO_PACKED_FIRST.selectFrom(a30, b30).reinterpretAsLongs().intoArray(values, j);
      FROM_1_TO_PACKED_SECOND
          .selectFrom(a30, b30)
          .reinterpretAsLongs()
          .intoArray(values, j + COUNT);
      FROM_1_TO_PACKED_FIRST
          .selectFrom(a31, b31)
          .reinterpretAsLongs()
          .intoArray(values, j + 2 * COUNT);
      FROM_1_TO_PACKED_SECOND
          .selectFrom(a31, b31)
          .reinterpretAsLongs()
          .intoArray(values, j + 3 * COUNT);
    }
  }

  private void lanes8(long[] values, int row, int length, int rootsAt) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    for (int k = 0; k < length / 2; k += 4 * COUNT) {
      int j = row + k;
      int at = rootsAt + k * 3;
      IntVector u0 = LongVector.fromArray(LONGS, values, j).reinterpretAsInts();
      IntVector u1 = LongVector.fromArray(LONGS, values, j + COUNT).reinterpretAsInts();
      IntVector u2 = LongVector.fromArray(LONGS, values, j + 2 * COUNT).reinterpretAsInts();
      IntVector u3 = LongVector.fromArray(LONGS, values, j + 3 * COUNT).reinterpretAsInts();
      FloatVector w00 = FloatVector.fromArray(FLOATS, roots, at);
      FloatVector q00 = w00.mul(inv);
      FloatVector y00 = PACKED_TO_4_SECOND.selectFrom(u0, u1).reinterpretAsFloats();
      FloatVector w01 = FloatVector.fromArray(FLOATS, roots, at + 6 * COUNT);
      FloatVector q01 = w01.mul(inv);
      FloatVector y01 = PACKED_TO_4_SECOND.selectFrom(u2, u3).reinterpretAsFloats();
      FloatVector h00 = y00.mul(w00);
      FloatVector h01 = y01.mul(w01);
      FloatVector c00 = y00.fma(q00, round).sub(round);
      FloatVector c01 = y01.fma(q01, round).sub(round);
      FloatVector r00 = c00.fma(minusP, h00).sub(y00.fma(w00.neg(), h00));
      FloatVector r01 = c01.fma(minusP, h01).sub(y01.fma(w01.neg(), h01));
      FloatVector x00 = PACKED_TO_4_FIRST.selectFrom(u0, u1).reinterpretAsFloats();
      IntVector a00 = x00.add(r00).reinterpretAsInts();
      IntVector b00 = x00.sub(r00).reinterpretAsInts();
      FloatVector x01 = PACKED_TO_4_FIRST.selectFrom(u2, u3).reinterpretAsFloats();
      IntVector a01 = x01.add(r01).reinterpretAsInts();
      IntVector b01 = x01.sub(r01).reinterpretAsInts();
      FloatVector w10 = FloatVector.fromArray(FLOATS, roots, at + 2 * COUNT);
      FloatVector q10 = w10.mul(inv);
      FloatVector y10 = FROM_4_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector w11 = FloatVector.fromArray(FLOATS, roots, at + 8 * COUNT);
      FloatVector q11 = w11.mul(inv);
      FloatVector y11 = FROM_4_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector h10 = y10.mul(w10);
      FloatVector h11 = y11.mul(w11);
      FloatVector c10 = y10.fma(q10, round).sub(round);
      FloatVector c11 = y11.fma(q11, round).sub(round);
      FloatVector r10 = c10.fma(minusP, h10).sub(y10.fma(w10.neg(), h10));
      FloatVector r11 = c11.fma(minusP, h11).sub(y11.fma(w11.neg(), h11));
      FloatVector x10 = FROM_4_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsFloats();
      IntVector a10 = x10.add(r10).reinterpretAsInts();
      IntVector b10 = x10.sub(r10).reinterpretAsInts();
      FloatVector x11 = FROM_4_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsFloats();
      IntVector a11 = x11.add(r11).reinterpretAsInts();
      IntVector b11 = x11.sub(r11).reinterpretAsInts();
      FloatVector w20 = FloatVector.fromArray(FLOATS, roots, at + 4 * COUNT);
      FloatVector q20 = w20.mul(inv);
      FloatVector y20 = FROM_2_TO_1_SECOND.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector w21 = FloatVector.fromArray(FLOATS, roots, at + 10 * COUNT);
      FloatVector q21 = w21.mul(inv);
      FloatVector y21 = FROM_2_TO_1_SECOND.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector h20 = y20.mul(w20);
      FloatVector h21 = y21.mul(w21);
      FloatVector c20 = y20.fma(q20, round).sub(round);
      FloatVector c21 = y21.fma(q21, round).sub(round);
      FloatVector r20 = c20.fma(minusP, h20).sub(y20.fma(w20.neg(), h20));
      FloatVector r21 = c21.fma(minusP, h21).sub(y21.fma(w21.neg(), h21));
      FloatVector g0 = FROM_2_TO_1_FIRST.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector x20 = g0.fma(inv, round).sub(round).fma(minusP, g0).add(round);
      IntVector a20 = x20.add(r20).reinterpretAsInts();
      IntVector b20 = x20.sub(r20).reinterpretAsInts();
      FloatVector g1 = FROM_2_TO_1_FIRST.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector x21 = g1.fma(inv, round).sub(round).fma(minusP, g1).add(round);
      IntVector a21 = x21.add(r21).reinterpretAsInts();
      IntVector b21 = x21.sub(r21).reinterpretAsInts();
      FROM_1_TO_PACKED_FIRST.selectFrom(a20, b20).reinterpretAsLongs().intoArray(values, j);
      FROM_1_TO_PACKED_SECOND
          .selectFrom(a20, b20)
          .reinterpretAsLongs()
          .intoArray(values, j + COUNT);
      FROM_1_TO_PACKED_FIRST
          .selectFrom(a21, b21)
          .reinterpretAsLongs()
          .intoArray(values, j + 2 * COUNT);
      FROM_1_TO_PACKED_SECOND
          .selectFrom(a21, b21)
          .reinterpretAsLongs()
          .intoArray(values, j + 3 * COUNT);
    }
  }

  /** Bits of ROUND + x for |x| below 2p, to residues in longs, from the end of the row on. */
  private void leave(long[] values, int row, int length) {
    IntVector bits = IntVector.broadcast(INTS, Floats.ROUND_BITS);
    IntVector modulus = IntVector.broadcast(INTS, (int) p);
    IntVector bitsLessTwoP = bits.sub(modulus).sub(modulus);
    for (int k = length - 2 * COUNT; k >= 0; k -= 2 * COUNT) {
      IntVector v = LongVector.fromArray(LONGS, values, row + k / 2).reinterpretAsInts();
      IntVector t = v.sub(bitsLessTwoP).lanewise(UMIN, v.sub(bits));
      LongVector l = t.lanewise(UMIN, t.sub(modulus)).reinterpretAsLongs();
      l.and(LOW).intoArray(values, row + k);
      l.lanewise(LSHR, 32).intoArray(values, row + k + COUNT);
    }
  }
}
