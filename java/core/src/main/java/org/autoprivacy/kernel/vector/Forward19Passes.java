package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.FLOATS;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;

/**
 * Layers of the forward NTT of primes below 2^19 whose gap is a whole number of vectors, two or
 * three at a time: {@link Forward50Passes} on floats, two to a long ({@link Floats}).
 */
final class Forward19Passes {

  private Forward19Passes() {}

  /**
   * Layers 1 to 3, of which coefficients in [0, 4q) come as longs; the eight rows are floats after.
   */
  static void firstThree(
      long[] values, int offset, long[] in, int inAt, int n, float p, float[] roots) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    FloatVector entry = FloatVector.broadcast(FLOATS, 0x1p23f + 2 * p);
    LongVector entryBits = LongVector.broadcast(LONGS, Floats.ENTRY_BITS_TWICE);
    int gap = n / 8;
    FloatVector w1 = FloatVector.broadcast(FLOATS, roots[1]);
    FloatVector nw1 = w1.neg();
    FloatVector q1 = w1.mul(inv);
    FloatVector w2 = FloatVector.broadcast(FLOATS, roots[2]);
    FloatVector nw2 = w2.neg();
    FloatVector q2 = w2.mul(inv);
    FloatVector w3 = FloatVector.broadcast(FLOATS, roots[3]);
    FloatVector nw3 = w3.neg();
    FloatVector q3 = w3.mul(inv);
    FloatVector w4 = FloatVector.broadcast(FLOATS, roots[4]);
    FloatVector nw4 = w4.neg();
    FloatVector q4 = w4.mul(inv);
    FloatVector w5 = FloatVector.broadcast(FLOATS, roots[5]);
    FloatVector nw5 = w5.neg();
    FloatVector q5 = w5.mul(inv);
    FloatVector w6 = FloatVector.broadcast(FLOATS, roots[6]);
    FloatVector nw6 = w6.neg();
    FloatVector q6 = w6.mul(inv);
    FloatVector w7 = FloatVector.broadcast(FLOATS, roots[7]);
    FloatVector nw7 = w7.neg();
    FloatVector q7 = w7.mul(inv);
    for (int k = 0; k < gap; k += 2 * COUNT) {
      int from = inAt + k;
      int j = offset + k / 2;
      LongVector u0 = LongVector.fromArray(LONGS, in, from);
      LongVector v0 = LongVector.fromArray(LONGS, in, from + COUNT).lanewise(LSHL, 32);
      FloatVector x0 = u0.or(v0).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u1 = LongVector.fromArray(LONGS, in, from + gap);
      LongVector v1 = LongVector.fromArray(LONGS, in, from + gap + COUNT).lanewise(LSHL, 32);
      FloatVector x1 = u1.or(v1).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u2 = LongVector.fromArray(LONGS, in, from + 2 * gap);
      LongVector v2 = LongVector.fromArray(LONGS, in, from + 2 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x2 = u2.or(v2).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u3 = LongVector.fromArray(LONGS, in, from + 3 * gap);
      LongVector v3 = LongVector.fromArray(LONGS, in, from + 3 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x3 = u3.or(v3).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u4 = LongVector.fromArray(LONGS, in, from + 4 * gap);
      LongVector v4 = LongVector.fromArray(LONGS, in, from + 4 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x4 = u4.or(v4).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u5 = LongVector.fromArray(LONGS, in, from + 5 * gap);
      LongVector v5 = LongVector.fromArray(LONGS, in, from + 5 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x5 = u5.or(v5).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u6 = LongVector.fromArray(LONGS, in, from + 6 * gap);
      LongVector v6 = LongVector.fromArray(LONGS, in, from + 6 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x6 = u6.or(v6).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u7 = LongVector.fromArray(LONGS, in, from + 7 * gap);
      LongVector v7 = LongVector.fromArray(LONGS, in, from + 7 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x7 = u7.or(v7).add(entryBits).reinterpretAsFloats().sub(entry);
      FloatVector h0 = x4.mul(w1);
      FloatVector c0 = x4.fma(q1, round).sub(round);
      FloatVector r0 = c0.fma(minusP, h0).sub(x4.fma(nw1, h0));
      FloatVector y0 = x0.add(r0);
      FloatVector y4 = x0.sub(r0);
      FloatVector h1 = x5.mul(w1);
      FloatVector c1 = x5.fma(q1, round).sub(round);
      FloatVector r1 = c1.fma(minusP, h1).sub(x5.fma(nw1, h1));
      FloatVector y1 = x1.add(r1);
      FloatVector y5 = x1.sub(r1);
      FloatVector h2 = x6.mul(w1);
      FloatVector c2 = x6.fma(q1, round).sub(round);
      FloatVector r2 = c2.fma(minusP, h2).sub(x6.fma(nw1, h2));
      FloatVector y2 = x2.add(r2);
      FloatVector y6 = x2.sub(r2);
      FloatVector h3 = x7.mul(w1);
      FloatVector c3 = x7.fma(q1, round).sub(round);
      FloatVector r3 = c3.fma(minusP, h3).sub(x7.fma(nw1, h3));
      FloatVector y3 = x3.add(r3);
      FloatVector y7 = x3.sub(r3);
      FloatVector h4 = y2.mul(w2);
      FloatVector c4 = y2.fma(q2, round).sub(round);
      FloatVector r4 = c4.fma(minusP, h4).sub(y2.fma(nw2, h4));
      FloatVector z0 = y0.add(r4);
      FloatVector z2 = y0.sub(r4);
      FloatVector h5 = y3.mul(w2);
      FloatVector c5 = y3.fma(q2, round).sub(round);
      FloatVector r5 = c5.fma(minusP, h5).sub(y3.fma(nw2, h5));
      FloatVector z1 = y1.add(r5);
      FloatVector z3 = y1.sub(r5);
      FloatVector h6 = y6.mul(w3);
      FloatVector c6 = y6.fma(q3, round).sub(round);
      FloatVector r6 = c6.fma(minusP, h6).sub(y6.fma(nw3, h6));
      FloatVector z4 = y4.add(r6);
      FloatVector z6 = y4.sub(r6);
      FloatVector h7 = y7.mul(w3);
      FloatVector c7 = y7.fma(q3, round).sub(round);
      FloatVector r7 = c7.fma(minusP, h7).sub(y7.fma(nw3, h7));
      FloatVector z5 = y5.add(r7);
      FloatVector z7 = y5.sub(r7);
      FloatVector h8 = z1.mul(w4);
      FloatVector c8 = z1.fma(q4, round).sub(round);
      FloatVector r8 = c8.fma(minusP, h8).sub(z1.fma(nw4, h8));
      z0.add(r8).reinterpretAsLongs().intoArray(values, j);
      z0.sub(r8).reinterpretAsLongs().intoArray(values, j + gap);
      FloatVector h9 = z3.mul(w5);
      FloatVector c9 = z3.fma(q5, round).sub(round);
      FloatVector r9 = c9.fma(minusP, h9).sub(z3.fma(nw5, h9));
      z2.add(r9).reinterpretAsLongs().intoArray(values, j + 2 * gap);
      z2.sub(r9).reinterpretAsLongs().intoArray(values, j + 3 * gap);
      FloatVector h10 = z5.mul(w6);
      FloatVector c10 = z5.fma(q6, round).sub(round);
      FloatVector r10 = c10.fma(minusP, h10).sub(z5.fma(nw6, h10));
      z4.add(r10).reinterpretAsLongs().intoArray(values, j + 4 * gap);
      z4.sub(r10).reinterpretAsLongs().intoArray(values, j + 5 * gap);
      FloatVector h11 = z7.mul(w7);
      FloatVector c11 = z7.fma(q7, round).sub(round);
      FloatVector r11 = c11.fma(minusP, h11).sub(z7.fma(nw7, h11));
      z6.add(r11).reinterpretAsLongs().intoArray(values, j + 6 * gap);
      z6.sub(r11).reinterpretAsLongs().intoArray(values, j + 7 * gap);
    }
  }

  /**
   * Layers 1 to 2, of which coefficients in [0, 4q) come as longs; the four rows are floats after.
   */
  static void firstTwo(
      long[] values, int offset, long[] in, int inAt, int n, float p, float[] roots) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    FloatVector entry = FloatVector.broadcast(FLOATS, 0x1p23f + 2 * p);
    LongVector entryBits = LongVector.broadcast(LONGS, Floats.ENTRY_BITS_TWICE);
    int gap = n / 4;
    FloatVector w1 = FloatVector.broadcast(FLOATS, roots[1]);
    FloatVector nw1 = w1.neg();
    FloatVector q1 = w1.mul(inv);
    FloatVector w2 = FloatVector.broadcast(FLOATS, roots[2]);
    FloatVector nw2 = w2.neg();
    FloatVector q2 = w2.mul(inv);
    FloatVector w3 = FloatVector.broadcast(FLOATS, roots[3]);
    FloatVector nw3 = w3.neg();
    FloatVector q3 = w3.mul(inv);
    for (int k = 0; k < gap; k += 2 * COUNT) {
      int from = inAt + k;
      int j = offset + k / 2;
      LongVector u0 = LongVector.fromArray(LONGS, in, from);
      LongVector v0 = LongVector.fromArray(LONGS, in, from + COUNT).lanewise(LSHL, 32);
      FloatVector x0 = u0.or(v0).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u1 = LongVector.fromArray(LONGS, in, from + gap);
      LongVector v1 = LongVector.fromArray(LONGS, in, from + gap + COUNT).lanewise(LSHL, 32);
      FloatVector x1 = u1.or(v1).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u2 = LongVector.fromArray(LONGS, in, from + 2 * gap);
      LongVector v2 = LongVector.fromArray(LONGS, in, from + 2 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x2 = u2.or(v2).add(entryBits).reinterpretAsFloats().sub(entry);
      LongVector u3 = LongVector.fromArray(LONGS, in, from + 3 * gap);
      LongVector v3 = LongVector.fromArray(LONGS, in, from + 3 * gap + COUNT).lanewise(LSHL, 32);
      FloatVector x3 = u3.or(v3).add(entryBits).reinterpretAsFloats().sub(entry);
      FloatVector h0 = x2.mul(w1);
      FloatVector c0 = x2.fma(q1, round).sub(round);
      FloatVector r0 = c0.fma(minusP, h0).sub(x2.fma(nw1, h0));
      FloatVector y0 = x0.add(r0);
      FloatVector y2 = x0.sub(r0);
      FloatVector h1 = x3.mul(w1);
      FloatVector c1 = x3.fma(q1, round).sub(round);
      FloatVector r1 = c1.fma(minusP, h1).sub(x3.fma(nw1, h1));
      FloatVector y1 = x1.add(r1);
      FloatVector y3 = x1.sub(r1);
      FloatVector h2 = y1.mul(w2);
      FloatVector c2 = y1.fma(q2, round).sub(round);
      FloatVector r2 = c2.fma(minusP, h2).sub(y1.fma(nw2, h2));
      y0.add(r2).reinterpretAsLongs().intoArray(values, j);
      y0.sub(r2).reinterpretAsLongs().intoArray(values, j + gap);
      FloatVector h3 = y3.mul(w3);
      FloatVector c3 = y3.fma(q3, round).sub(round);
      FloatVector r3 = c3.fma(minusP, h3).sub(y3.fma(nw3, h3));
      y2.add(r3).reinterpretAsLongs().intoArray(values, j + 2 * gap);
      y2.sub(r3).reinterpretAsLongs().intoArray(values, j + 3 * gap);
    }
  }

  /** Three layers of a row of {@code length} floats, which is so many blocks from this node on. */
  static void nextThree(
      long[] values, int row, int length, int blocks, int node, float p, float[] roots) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    int gap = length / blocks / 16;
    for (int i = 0; i < blocks; i++) {
      FloatVector w1 = FloatVector.broadcast(FLOATS, roots[node + i]);
      FloatVector nw1 = w1.neg();
      FloatVector q1 = w1.mul(inv);
      int two = 2 * (node + i);
      FloatVector w2 = FloatVector.broadcast(FLOATS, roots[two]);
      FloatVector nw2 = w2.neg();
      FloatVector q2 = w2.mul(inv);
      FloatVector w3 = FloatVector.broadcast(FLOATS, roots[two + 1]);
      FloatVector nw3 = w3.neg();
      FloatVector q3 = w3.mul(inv);
      int four = 2 * two;
      FloatVector w4 = FloatVector.broadcast(FLOATS, roots[four]);
      FloatVector nw4 = w4.neg();
      FloatVector q4 = w4.mul(inv);
      FloatVector w5 = FloatVector.broadcast(FLOATS, roots[four + 1]);
      FloatVector nw5 = w5.neg();
      FloatVector q5 = w5.mul(inv);
      FloatVector w6 = FloatVector.broadcast(FLOATS, roots[four + 2]);
      FloatVector nw6 = w6.neg();
      FloatVector q6 = w6.mul(inv);
      FloatVector w7 = FloatVector.broadcast(FLOATS, roots[four + 3]);
      FloatVector nw7 = w7.neg();
      FloatVector q7 = w7.mul(inv);
      int start = row + 8 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        FloatVector x0 = LongVector.fromArray(LONGS, values, j).reinterpretAsFloats();
        FloatVector x1 = LongVector.fromArray(LONGS, values, j + gap).reinterpretAsFloats();
        FloatVector x2 = LongVector.fromArray(LONGS, values, j + 2 * gap).reinterpretAsFloats();
        FloatVector x3 = LongVector.fromArray(LONGS, values, j + 3 * gap).reinterpretAsFloats();
        FloatVector x4 = LongVector.fromArray(LONGS, values, j + 4 * gap).reinterpretAsFloats();
        FloatVector x5 = LongVector.fromArray(LONGS, values, j + 5 * gap).reinterpretAsFloats();
        FloatVector x6 = LongVector.fromArray(LONGS, values, j + 6 * gap).reinterpretAsFloats();
        FloatVector x7 = LongVector.fromArray(LONGS, values, j + 7 * gap).reinterpretAsFloats();
        FloatVector h0 = x4.mul(w1);
        FloatVector c0 = x4.fma(q1, round).sub(round);
        FloatVector r0 = c0.fma(minusP, h0).sub(x4.fma(nw1, h0));
        FloatVector y0 = x0.add(r0);
        FloatVector y4 = x0.sub(r0);
        FloatVector h1 = x5.mul(w1);
        FloatVector c1 = x5.fma(q1, round).sub(round);
        FloatVector r1 = c1.fma(minusP, h1).sub(x5.fma(nw1, h1));
        FloatVector y1 = x1.add(r1);
        FloatVector y5 = x1.sub(r1);
        FloatVector h2 = x6.mul(w1);
        FloatVector c2 = x6.fma(q1, round).sub(round);
        FloatVector r2 = c2.fma(minusP, h2).sub(x6.fma(nw1, h2));
        FloatVector y2 = x2.add(r2);
        FloatVector y6 = x2.sub(r2);
        FloatVector h3 = x7.mul(w1);
        FloatVector c3 = x7.fma(q1, round).sub(round);
        FloatVector r3 = c3.fma(minusP, h3).sub(x7.fma(nw1, h3));
        FloatVector y3 = x3.add(r3);
        FloatVector y7 = x3.sub(r3);
        FloatVector h4 = y2.mul(w2);
        FloatVector c4 = y2.fma(q2, round).sub(round);
        FloatVector r4 = c4.fma(minusP, h4).sub(y2.fma(nw2, h4));
        FloatVector z0 = y0.add(r4);
        FloatVector z2 = y0.sub(r4);
        FloatVector h5 = y3.mul(w2);
        FloatVector c5 = y3.fma(q2, round).sub(round);
        FloatVector r5 = c5.fma(minusP, h5).sub(y3.fma(nw2, h5));
        FloatVector z1 = y1.add(r5);
        FloatVector z3 = y1.sub(r5);
        FloatVector h6 = y6.mul(w3);
        FloatVector c6 = y6.fma(q3, round).sub(round);
        FloatVector r6 = c6.fma(minusP, h6).sub(y6.fma(nw3, h6));
        FloatVector z4 = y4.add(r6);
        FloatVector z6 = y4.sub(r6);
        FloatVector h7 = y7.mul(w3);
        FloatVector c7 = y7.fma(q3, round).sub(round);
        FloatVector r7 = c7.fma(minusP, h7).sub(y7.fma(nw3, h7));
        FloatVector z5 = y5.add(r7);
        FloatVector z7 = y5.sub(r7);
        FloatVector h8 = z1.mul(w4);
        FloatVector c8 = z1.fma(q4, round).sub(round);
        FloatVector r8 = c8.fma(minusP, h8).sub(z1.fma(nw4, h8));
        z0.add(r8).reinterpretAsLongs().intoArray(values, j);
        z0.sub(r8).reinterpretAsLongs().intoArray(values, j + gap);
        FloatVector h9 = z3.mul(w5);
        FloatVector c9 = z3.fma(q5, round).sub(round);
        FloatVector r9 = c9.fma(minusP, h9).sub(z3.fma(nw5, h9));
        z2.add(r9).reinterpretAsLongs().intoArray(values, j + 2 * gap);
        z2.sub(r9).reinterpretAsLongs().intoArray(values, j + 3 * gap);
        FloatVector h10 = z5.mul(w6);
        FloatVector c10 = z5.fma(q6, round).sub(round);
        FloatVector r10 = c10.fma(minusP, h10).sub(z5.fma(nw6, h10));
        z4.add(r10).reinterpretAsLongs().intoArray(values, j + 4 * gap);
        z4.sub(r10).reinterpretAsLongs().intoArray(values, j + 5 * gap);
        FloatVector h11 = z7.mul(w7);
        FloatVector c11 = z7.fma(q7, round).sub(round);
        FloatVector r11 = c11.fma(minusP, h11).sub(z7.fma(nw7, h11));
        z6.add(r11).reinterpretAsLongs().intoArray(values, j + 6 * gap);
        z6.sub(r11).reinterpretAsLongs().intoArray(values, j + 7 * gap);
      }
    }
  }

  /** Two layers of such a row. */
  static void nextTwo(
      long[] values, int row, int length, int blocks, int node, float p, float[] roots) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    int gap = length / blocks / 8;
    for (int i = 0; i < blocks; i++) {
      FloatVector w1 = FloatVector.broadcast(FLOATS, roots[node + i]);
      FloatVector nw1 = w1.neg();
      FloatVector q1 = w1.mul(inv);
      int two = 2 * (node + i);
      FloatVector w2 = FloatVector.broadcast(FLOATS, roots[two]);
      FloatVector nw2 = w2.neg();
      FloatVector q2 = w2.mul(inv);
      FloatVector w3 = FloatVector.broadcast(FLOATS, roots[two + 1]);
      FloatVector nw3 = w3.neg();
      FloatVector q3 = w3.mul(inv);
      int start = row + 4 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        FloatVector x0 = LongVector.fromArray(LONGS, values, j).reinterpretAsFloats();
        FloatVector x1 = LongVector.fromArray(LONGS, values, j + gap).reinterpretAsFloats();
        FloatVector x2 = LongVector.fromArray(LONGS, values, j + 2 * gap).reinterpretAsFloats();
        FloatVector x3 = LongVector.fromArray(LONGS, values, j + 3 * gap).reinterpretAsFloats();
        FloatVector h0 = x2.mul(w1);
        FloatVector c0 = x2.fma(q1, round).sub(round);
        FloatVector r0 = c0.fma(minusP, h0).sub(x2.fma(nw1, h0));
        FloatVector y0 = x0.add(r0);
        FloatVector y2 = x0.sub(r0);
        FloatVector h1 = x3.mul(w1);
        FloatVector c1 = x3.fma(q1, round).sub(round);
        FloatVector r1 = c1.fma(minusP, h1).sub(x3.fma(nw1, h1));
        FloatVector y1 = x1.add(r1);
        FloatVector y3 = x1.sub(r1);
        FloatVector h2 = y1.mul(w2);
        FloatVector c2 = y1.fma(q2, round).sub(round);
        FloatVector r2 = c2.fma(minusP, h2).sub(y1.fma(nw2, h2));
        y0.add(r2).reinterpretAsLongs().intoArray(values, j);
        y0.sub(r2).reinterpretAsLongs().intoArray(values, j + gap);
        FloatVector h3 = y3.mul(w3);
        FloatVector c3 = y3.fma(q3, round).sub(round);
        FloatVector r3 = c3.fma(minusP, h3).sub(y3.fma(nw3, h3));
        y2.add(r3).reinterpretAsLongs().intoArray(values, j + 2 * gap);
        y2.sub(r3).reinterpretAsLongs().intoArray(values, j + 3 * gap);
      }
    }
  }
}
