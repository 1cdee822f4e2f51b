package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.FLOATS;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;

/** The passes of {@link Inverse19} between its first and its last, on rows of floats. */
final class Inverse19Passes {

  private Inverse19Passes() {}

  /**
   * Three layers of a row of {@code length} floats, so many blocks from this node on after them.
   */
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
        FloatVector d0 = x0.sub(x1);
        FloatVector y0 = x0.add(x1);
        FloatVector h0 = d0.mul(w4);
        FloatVector c0 = d0.fma(q4, round).sub(round);
        FloatVector y1 = c0.fma(minusP, h0).sub(d0.fma(nw4, h0));
        FloatVector d1 = x2.sub(x3);
        FloatVector y2 = x2.add(x3);
        FloatVector h1 = d1.mul(w5);
        FloatVector c1 = d1.fma(q5, round).sub(round);
        FloatVector y3 = c1.fma(minusP, h1).sub(d1.fma(nw5, h1));
        FloatVector d2 = x4.sub(x5);
        FloatVector y4 = x4.add(x5);
        FloatVector h2 = d2.mul(w6);
        FloatVector c2 = d2.fma(q6, round).sub(round);
        FloatVector y5 = c2.fma(minusP, h2).sub(d2.fma(nw6, h2));
        FloatVector d3 = x6.sub(x7);
        FloatVector y6 = x6.add(x7);
        FloatVector h3 = d3.mul(w7);
        FloatVector c3 = d3.fma(q7, round).sub(round);
        FloatVector y7 = c3.fma(minusP, h3).sub(d3.fma(nw7, h3));
        FloatVector d4 = y0.sub(y2);
        FloatVector z0 = y0.add(y2);
        FloatVector h4 = d4.mul(w2);
        FloatVector c4 = d4.fma(q2, round).sub(round);
        FloatVector z2 = c4.fma(minusP, h4).sub(d4.fma(nw2, h4));
        FloatVector d5 = y1.sub(y3);
        FloatVector z1 = y1.add(y3);
        FloatVector h5 = d5.mul(w2);
        FloatVector c5 = d5.fma(q2, round).sub(round);
        FloatVector z3 = c5.fma(minusP, h5).sub(d5.fma(nw2, h5));
        FloatVector d6 = y4.sub(y6);
        FloatVector z4 = y4.add(y6);
        FloatVector h6 = d6.mul(w3);
        FloatVector c6 = d6.fma(q3, round).sub(round);
        FloatVector z6 = c6.fma(minusP, h6).sub(d6.fma(nw3, h6));
        FloatVector d7 = y5.sub(y7);
        FloatVector z5 = y5.add(y7);
        FloatVector h7 = d7.mul(w3);
        FloatVector c7 = d7.fma(q3, round).sub(round);
        FloatVector z7 = c7.fma(minusP, h7).sub(d7.fma(nw3, h7));
        FloatVector d8 = z0.sub(z4);
        FloatVector s0 = z0.add(z4);
        FloatVector c8 = s0.fma(inv, round).sub(round);
        FloatVector t0 = c8.fma(minusP, s0);
        FloatVector h9 = d8.mul(w1);
        FloatVector c9 = d8.fma(q1, round).sub(round);
        FloatVector t4 = c9.fma(minusP, h9).sub(d8.fma(nw1, h9));
        t0.reinterpretAsLongs().intoArray(values, j);
        t4.reinterpretAsLongs().intoArray(values, j + 4 * gap);
        FloatVector d10 = z1.sub(z5);
        FloatVector s1 = z1.add(z5);
        FloatVector c10 = s1.fma(inv, round).sub(round);
        FloatVector t1 = c10.fma(minusP, s1);
        FloatVector h11 = d10.mul(w1);
        FloatVector c11 = d10.fma(q1, round).sub(round);
        FloatVector t5 = c11.fma(minusP, h11).sub(d10.fma(nw1, h11));
        t1.reinterpretAsLongs().intoArray(values, j + gap);
        t5.reinterpretAsLongs().intoArray(values, j + 5 * gap);
        FloatVector d12 = z2.sub(z6);
        FloatVector t2 = z2.add(z6);
        FloatVector h12 = d12.mul(w1);
        FloatVector c12 = d12.fma(q1, round).sub(round);
        FloatVector t6 = c12.fma(minusP, h12).sub(d12.fma(nw1, h12));
        t2.reinterpretAsLongs().intoArray(values, j + 2 * gap);
        t6.reinterpretAsLongs().intoArray(values, j + 6 * gap);
        FloatVector d13 = z3.sub(z7);
        FloatVector t3 = z3.add(z7);
        FloatVector h13 = d13.mul(w1);
        FloatVector c13 = d13.fma(q1, round).sub(round);
        FloatVector t7 = c13.fma(minusP, h13).sub(d13.fma(nw1, h13));
        t3.reinterpretAsLongs().intoArray(values, j + 3 * gap);
        t7.reinterpretAsLongs().intoArray(values, j + 7 * gap);
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
        FloatVector d0 = x0.sub(x1);
        FloatVector y0 = x0.add(x1);
        FloatVector h0 = d0.mul(w2);
        FloatVector c0 = d0.fma(q2, round).sub(round);
        FloatVector y1 = c0.fma(minusP, h0).sub(d0.fma(nw2, h0));
        FloatVector d1 = x2.sub(x3);
        FloatVector y2 = x2.add(x3);
        FloatVector h1 = d1.mul(w3);
        FloatVector c1 = d1.fma(q3, round).sub(round);
        FloatVector y3 = c1.fma(minusP, h1).sub(d1.fma(nw3, h1));
        FloatVector d2 = y0.sub(y2);
        FloatVector s0 = y0.add(y2);
        FloatVector c2 = s0.fma(inv, round).sub(round);
        FloatVector z0 = c2.fma(minusP, s0);
        FloatVector h3 = d2.mul(w1);
        FloatVector c3 = d2.fma(q1, round).sub(round);
        FloatVector z2 = c3.fma(minusP, h3).sub(d2.fma(nw1, h3));
        z0.reinterpretAsLongs().intoArray(values, j);
        z2.reinterpretAsLongs().intoArray(values, j + 2 * gap);
        FloatVector d4 = y1.sub(y3);
        FloatVector z1 = y1.add(y3);
        FloatVector h4 = d4.mul(w1);
        FloatVector c4 = d4.fma(q1, round).sub(round);
        FloatVector z3 = c4.fma(minusP, h4).sub(d4.fma(nw1, h4));
        z1.reinterpretAsLongs().intoArray(values, j + gap);
        z3.reinterpretAsLongs().intoArray(values, j + 3 * gap);
      }
    }
  }
}
