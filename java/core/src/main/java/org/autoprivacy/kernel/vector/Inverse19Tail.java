package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_1_TO_2_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_1_TO_2_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_2_TO_4_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_2_TO_4_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_8_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_8_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_PACKED_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_4_TO_PACKED_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_8_TO_PACKED_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.FROM_8_TO_PACKED_SECOND;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_1_FIRST;
import static org.autoprivacy.kernel.vector.FloatTails.PACKED_TO_1_SECOND;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.FLOATS;
import static org.autoprivacy.kernel.vector.Lanes.INTS;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The layers of the inverse NTT of primes below 2^19 whose gap is smaller than a vector, from longs
 * to a row of floats.
 */
final class Inverse19Tail {

  private final float p;
  private final float[] roots;

  Inverse19Tail(NttTables tables) {
    long q = tables.modulus().value();
    p = q;
    roots =
        FloatTails.roots(
            tables.polyDegree(), false, i -> Floats.centred(tables.inversePower(i), q));
  }

  /** Row r, of {@code length} longs in [0, 2q); out floats of at most 1.01p in size. */
  void run(long[] values, int row, int length, int r) {
    int at = r * length / 2 * (Lanes.LOG + 1);
    if (Lanes.LOG == 3) {
      lanes16(values, row, length, at);
    } else {
      lanes8(values, row, length, at);
    }
  }

  private void lanes16(long[] values, int row, int length, int rootsAt) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    FloatVector entry = FloatVector.broadcast(FLOATS, 0x1p23f + p);
    IntVector entryBits = IntVector.broadcast(INTS, Floats.ENTRY_BITS);
    for (int k = 0; k < length / 2; k += 4 * COUNT) {
      int from = row + 2 * k;
      int at = rootsAt + k * 4;
      LongVector l0 = LongVector.fromArray(LONGS, values, from);
      LongVector m0 = LongVector.fromArray(LONGS, values, from + COUNT).lanewise(LSHL, 32);
      IntVector u0 = l0.or(m0).reinterpretAsInts().add(entryBits);
      LongVector l1 = LongVector.fromArray(LONGS, values, from + 2 * COUNT);
      LongVector m1 = LongVector.fromArray(LONGS, values, from + 3 * COUNT).lanewise(LSHL, 32);
      IntVector u1 = l1.or(m1).reinterpretAsInts().add(entryBits);
      LongVector l2 = LongVector.fromArray(LONGS, values, from + 4 * COUNT);
      LongVector m2 = LongVector.fromArray(LONGS, values, from + 5 * COUNT).lanewise(LSHL, 32);
      IntVector u2 = l2.or(m2).reinterpretAsInts().add(entryBits);
      LongVector l3 = LongVector.fromArray(LONGS, values, from + 6 * COUNT);
      LongVector m3 = LongVector.fromArray(LONGS, values, from + 7 * COUNT).lanewise(LSHL, 32);
      IntVector u3 = l3.or(m3).reinterpretAsInts().add(entryBits);
      FloatVector w00 = FloatVector.fromArray(FLOATS, roots, at);
      FloatVector q00 = w00.mul(inv);
      FloatVector x00 = PACKED_TO_1_FIRST.selectFrom(u0, u1).reinterpretAsFloats().sub(entry);
      FloatVector y00 = PACKED_TO_1_SECOND.selectFrom(u0, u1).reinterpretAsFloats().sub(entry);
      FloatVector d00 = x00.sub(y00);
      FloatVector w01 = FloatVector.fromArray(FLOATS, roots, at + 8 * COUNT);
      FloatVector q01 = w01.mul(inv);
      FloatVector x01 = PACKED_TO_1_FIRST.selectFrom(u2, u3).reinterpretAsFloats().sub(entry);
      FloatVector y01 = PACKED_TO_1_SECOND.selectFrom(u2, u3).reinterpretAsFloats().sub(entry);
      FloatVector d01 = x01.sub(y01);
      FloatVector h00 = d00.mul(w00);
      FloatVector h01 = d01.mul(w01);
      FloatVector c00 = d00.fma(q00, round).sub(round);
      FloatVector c01 = d01.fma(q01, round).sub(round);
      FloatVector r00 = c00.fma(minusP, h00).sub(d00.fma(w00.neg(), h00));
      FloatVector r01 = c01.fma(minusP, h01).sub(d01.fma(w01.neg(), h01));
      IntVector a00 = x00.add(y00).reinterpretAsInts();
      IntVector b00 = r00.reinterpretAsInts();
      IntVector a01 = x01.add(y01).reinterpretAsInts();
      IntVector b01 = r01.reinterpretAsInts();
      FloatVector w10 = FloatVector.fromArray(FLOATS, roots, at + 2 * COUNT);
      FloatVector q10 = w10.mul(inv);
      FloatVector x10 = FROM_1_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector y10 = FROM_1_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector d10 = x10.sub(y10);
      FloatVector w11 = FloatVector.fromArray(FLOATS, roots, at + 10 * COUNT);
      FloatVector q11 = w11.mul(inv);
      FloatVector x11 = FROM_1_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector y11 = FROM_1_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector d11 = x11.sub(y11);
      FloatVector h10 = d10.mul(w10);
      FloatVector h11 = d11.mul(w11);
      FloatVector c10 = d10.fma(q10, round).sub(round);
      FloatVector c11 = d11.fma(q11, round).sub(round);
      FloatVector r10 = c10.fma(minusP, h10).sub(d10.fma(w10.neg(), h10));
      FloatVector r11 = c11.fma(minusP, h11).sub(d11.fma(w11.neg(), h11));
      IntVector a10 = x10.add(y10).reinterpretAsInts();
      IntVector b10 = r10.reinterpretAsInts();
      IntVector a11 = x11.add(y11).reinterpretAsInts();
      IntVector b11 = r11.reinterpretAsInts();
      FloatVector w20 = FloatVector.fromArray(FLOATS, roots, at + 4 * COUNT);
      FloatVector q20 = w20.mul(inv);
      FloatVector x20 = FROM_2_TO_4_FIRST.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector y20 = FROM_2_TO_4_SECOND.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector d20 = x20.sub(y20);
      FloatVector w21 = FloatVector.fromArray(FLOATS, roots, at + 12 * COUNT);
      FloatVector q21 = w21.mul(inv);
      FloatVector x21 = FROM_2_TO_4_FIRST.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector y21 = FROM_2_TO_4_SECOND.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector d21 = x21.sub(y21);
      FloatVector h20 = d20.mul(w20);
      FloatVector h21 = d21.mul(w21);
      FloatVector c20 = d20.fma(q20, round).sub(round);
      FloatVector c21 = d21.fma(q21, round).sub(round);
      FloatVector r20 = c20.fma(minusP, h20).sub(d20.fma(w20.neg(), h20));
      FloatVector r21 = c21.fma(minusP, h21).sub(d21.fma(w21.neg(), h21));
      IntVector a20 = x20.add(y20).reinterpretAsInts();
      IntVector b20 = r20.reinterpretAsInts();
      IntVector a21 = x21.add(y21).reinterpretAsInts();
      IntVector b21 = r21.reinterpretAsInts();
      FloatVector w30 = FloatVector.fromArray(FLOATS, roots, at + 6 * COUNT);
      FloatVector q30 = w30.mul(inv);
      FloatVector x30 = FROM_4_TO_8_FIRST.selectFrom(a20, b20).reinterpretAsFloats();
      FloatVector y30 = FROM_4_TO_8_SECOND.selectFrom(a20, b20).reinterpretAsFloats();
      FloatVector d30 = x30.sub(y30);
      FloatVector w31 = FloatVector.fromArray(FLOATS, roots, at + 14 * COUNT);
      FloatVector q31 = w31.mul(inv);
      FloatVector x31 = FROM_4_TO_8_FIRST.selectFrom(a21, b21).reinterpretAsFloats();
      FloatVector y31 = FROM_4_TO_8_SECOND.selectFrom(a21, b21).reinterpretAsFloats();
      FloatVector d31 = x31.sub(y31);
      FloatVector h30 = d30.mul(w30);
      FloatVector h31 = d31.mul(w31);
      FloatVector c30 = d30.fma(q30, round).sub(round);
      FloatVector c31 = d31.fma(q31, round).sub(round);
      FloatVector r30 = c30.fma(minusP, h30).sub(d30.fma(w30.neg(), h30));
      FloatVector r31 = c31.fma(minusP, h31).sub(d31.fma(w31.neg(), h31));
      FloatVector s0 = x30.add(y30);
      IntVector a30 = s0.fma(inv, round).sub(round).fma(minusP, s0).reinterpretAsInts();
      IntVector b30 = r30.reinterpretAsInts();
      FloatVector s1 = x31.add(y31);
      IntVector a31 = s1.fma(inv, round).sub(round).fma(minusP, s1).reinterpretAsInts();
      IntVector b31 = r31.reinterpretAsInts();
      int j = row + k;
      FROM_8_TO_PACKED_FIRST.selectFrom(a30, b30).reinterpretAsLongs().intoArray(values, j);
      FROM_8_TO_PACKED_SECOND
          .selectFrom(a30, b30)
          .reinterpretAsLongs()
          .intoArray(values, j + COUNT);
      FROM_8_TO_PACKED_FIRST
          .selectFrom(a31, b31)
          .reinterpretAsLongs()
          .intoArray(values, j + 2 * COUNT);
      FROM_8_TO_PACKED_SECOND
          .selectFrom(a31, b31)
          .reinterpretAsLongs()
          .intoArray(values, j + 3 * COUNT);
    }
  }

  private void lanes8(long[] values, int row, int length, int rootsAt) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    FloatVector entry = FloatVector.broadcast(FLOATS, 0x1p23f + p);
    IntVector entryBits = IntVector.broadcast(INTS, Floats.ENTRY_BITS);
    for (int k = 0; k < length / 2; k += 4 * COUNT) {
      int from = row + 2 * k;
      int at = rootsAt + k * 3;
      LongVector l0 = LongVector.fromArray(LONGS, values, from);
      LongVector m0 = LongVector.fromArray(LONGS, values, from + COUNT).lanewise(LSHL, 32);
      IntVector u0 = l0.or(m0).reinterpretAsInts().add(entryBits);
      LongVector l1 = LongVector.fromArray(LONGS, values, from + 2 * COUNT);
      LongVector m1 = LongVector.fromArray(LONGS, values, from + 3 * COUNT).lanewise(LSHL, 32);
      IntVector u1 = l1.or(m1).reinterpretAsInts().add(entryBits);
      LongVector l2 = LongVector.fromArray(LONGS, values, from + 4 * COUNT);
      LongVector m2 = LongVector.fromArray(LONGS, values, from + 5 * COUNT).lanewise(LSHL, 32);
      IntVector u2 = l2.or(m2).reinterpretAsInts().add(entryBits);
      LongVector l3 = LongVector.fromArray(LONGS, values, from + 6 * COUNT);
      LongVector m3 = LongVector.fromArray(LONGS, values, from + 7 * COUNT).lanewise(LSHL, 32);
      IntVector u3 = l3.or(m3).reinterpretAsInts().add(entryBits);
      FloatVector w00 = FloatVector.fromArray(FLOATS, roots, at);
      FloatVector q00 = w00.mul(inv);
      FloatVector x00 = PACKED_TO_1_FIRST.selectFrom(u0, u1).reinterpretAsFloats().sub(entry);
      FloatVector y00 = PACKED_TO_1_SECOND.selectFrom(u0, u1).reinterpretAsFloats().sub(entry);
      FloatVector d00 = x00.sub(y00);
      FloatVector w01 = FloatVector.fromArray(FLOATS, roots, at + 6 * COUNT);
      FloatVector q01 = w01.mul(inv);
      FloatVector x01 = PACKED_TO_1_FIRST.selectFrom(u2, u3).reinterpretAsFloats().sub(entry);
      FloatVector y01 = PACKED_TO_1_SECOND.selectFrom(u2, u3).reinterpretAsFloats().sub(entry);
      FloatVector d01 = x01.sub(y01);
      FloatVector h00 = d00.mul(w00);
      FloatVector h01 = d01.mul(w01);
      FloatVector c00 = d00.fma(q00, round).sub(round);
      FloatVector c01 = d01.fma(q01, round).sub(round);
      FloatVector r00 = c00.fma(minusP, h00).sub(d00.fma(w00.neg(), h00));
      FloatVector r01 = c01.fma(minusP, h01).sub(d01.fma(w01.neg(), h01));
      IntVector a00 = x00.add(y00).reinterpretAsInts();
      IntVector b00 = r00.reinterpretAsInts();
      IntVector a01 = x01.add(y01).reinterpretAsInts();
      IntVector b01 = r01.reinterpretAsInts();
      FloatVector w10 = FloatVector.fromArray(FLOATS, roots, at + 2 * COUNT);
      FloatVector q10 = w10.mul(inv);
      FloatVector x10 = FROM_1_TO_2_FIRST.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector y10 = FROM_1_TO_2_SECOND.selectFrom(a00, b00).reinterpretAsFloats();
      FloatVector d10 = x10.sub(y10);
      FloatVector w11 = FloatVector.fromArray(FLOATS, roots, at + 8 * COUNT);
      FloatVector q11 = w11.mul(inv);
      FloatVector x11 = FROM_1_TO_2_FIRST.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector y11 = FROM_1_TO_2_SECOND.selectFrom(a01, b01).reinterpretAsFloats();
      FloatVector d11 = x11.sub(y11);
      FloatVector h10 = d10.mul(w10);
      FloatVector h11 = d11.mul(w11);
      FloatVector c10 = d10.fma(q10, round).sub(round);
      FloatVector c11 = d11.fma(q11, round).sub(round);
      FloatVector r10 = c10.fma(minusP, h10).sub(d10.fma(w10.neg(), h10));
      FloatVector r11 = c11.fma(minusP, h11).sub(d11.fma(w11.neg(), h11));
      IntVector a10 = x10.add(y10).reinterpretAsInts();
      IntVector b10 = r10.reinterpretAsInts();
      IntVector a11 = x11.add(y11).reinterpretAsInts();
      IntVector b11 = r11.reinterpretAsInts();
      FloatVector w20 = FloatVector.fromArray(FLOATS, roots, at + 4 * COUNT);
      FloatVector q20 = w20.mul(inv);
      FloatVector x20 = FROM_2_TO_4_FIRST.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector y20 = FROM_2_TO_4_SECOND.selectFrom(a10, b10).reinterpretAsFloats();
      FloatVector d20 = x20.sub(y20);
      FloatVector w21 = FloatVector.fromArray(FLOATS, roots, at + 10 * COUNT);
      FloatVector q21 = w21.mul(inv);
      FloatVector x21 = FROM_2_TO_4_FIRST.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector y21 = FROM_2_TO_4_SECOND.selectFrom(a11, b11).reinterpretAsFloats();
      FloatVector d21 = x21.sub(y21);
      FloatVector h20 = d20.mul(w20);
      FloatVector h21 = d21.mul(w21);
      FloatVector c20 = d20.fma(q20, round).sub(round);
      FloatVector c21 = d21.fma(q21, round).sub(round);
      FloatVector r20 = c20.fma(minusP, h20).sub(d20.fma(w20.neg(), h20));
      FloatVector r21 = c21.fma(minusP, h21).sub(d21.fma(w21.neg(), h21));
      FloatVector s0 = x20.add(y20);
      IntVector a20 = s0.fma(inv, round).sub(round).fma(minusP, s0).reinterpretAsInts();
      IntVector b20 = r20.reinterpretAsInts();
      FloatVector s1 = x21.add(y21);
      IntVector a21 = s1.fma(inv, round).sub(round).fma(minusP, s1).reinterpretAsInts();
      IntVector b21 = r21.reinterpretAsInts();
      int j = row + k;
      FROM_4_TO_PACKED_FIRST.selectFrom(a20, b20).reinterpretAsLongs().intoArray(values, j);
      FROM_4_TO_PACKED_SECOND
          .selectFrom(a20, b20)
          .reinterpretAsLongs()
          .intoArray(values, j + COUNT);
      FROM_4_TO_PACKED_FIRST
          .selectFrom(a21, b21)
          .reinterpretAsLongs()
          .intoArray(values, j + 2 * COUNT);
      FROM_4_TO_PACKED_SECOND
          .selectFrom(a21, b21)
          .reinterpretAsLongs()
          .intoArray(values, j + 3 * COUNT);
    }
  }
}
