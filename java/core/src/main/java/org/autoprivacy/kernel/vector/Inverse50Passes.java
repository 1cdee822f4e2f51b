package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** The passes of {@link Inverse50} between its first and its last, on the bits of doubles. */
final class Inverse50Passes {

  private Inverse50Passes() {}

  /** The three layers that end with the one of {@code blocks} blocks. */
  static void nextThree(long[] values, int offset, int n, int blocks, double p, double[] roots) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    int gap = n / blocks / 8;
    for (int i = 0; i < blocks; i++) {
      DoubleVector w1 = DoubleVector.broadcast(DOUBLES, roots[blocks + i]);
      DoubleVector nw1 = w1.neg();
      DoubleVector q1 = w1.mul(inv);
      int two = 2 * (blocks + i);
      DoubleVector w2 = DoubleVector.broadcast(DOUBLES, roots[two]);
      DoubleVector nw2 = w2.neg();
      DoubleVector q2 = w2.mul(inv);
      DoubleVector w3 = DoubleVector.broadcast(DOUBLES, roots[two + 1]);
      DoubleVector nw3 = w3.neg();
      DoubleVector q3 = w3.mul(inv);
      int four = 2 * two;
      DoubleVector w4 = DoubleVector.broadcast(DOUBLES, roots[four]);
      DoubleVector nw4 = w4.neg();
      DoubleVector q4 = w4.mul(inv);
      DoubleVector w5 = DoubleVector.broadcast(DOUBLES, roots[four + 1]);
      DoubleVector nw5 = w5.neg();
      DoubleVector q5 = w5.mul(inv);
      DoubleVector w6 = DoubleVector.broadcast(DOUBLES, roots[four + 2]);
      DoubleVector nw6 = w6.neg();
      DoubleVector q6 = w6.mul(inv);
      DoubleVector w7 = DoubleVector.broadcast(DOUBLES, roots[four + 3]);
      DoubleVector nw7 = w7.neg();
      DoubleVector q7 = w7.mul(inv);
      int start = offset + 8 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        DoubleVector x0 = LongVector.fromArray(LONGS, values, j).reinterpretAsDoubles();
        DoubleVector x1 = LongVector.fromArray(LONGS, values, j + gap).reinterpretAsDoubles();
        DoubleVector x2 = LongVector.fromArray(LONGS, values, j + 2 * gap).reinterpretAsDoubles();
        DoubleVector x3 = LongVector.fromArray(LONGS, values, j + 3 * gap).reinterpretAsDoubles();
        DoubleVector x4 = LongVector.fromArray(LONGS, values, j + 4 * gap).reinterpretAsDoubles();
        DoubleVector x5 = LongVector.fromArray(LONGS, values, j + 5 * gap).reinterpretAsDoubles();
        DoubleVector x6 = LongVector.fromArray(LONGS, values, j + 6 * gap).reinterpretAsDoubles();
        DoubleVector x7 = LongVector.fromArray(LONGS, values, j + 7 * gap).reinterpretAsDoubles();
        DoubleVector d0 = x0.sub(x1);
        DoubleVector y0 = x0.add(x1);
        DoubleVector h0 = d0.mul(w4);
        DoubleVector c0 = d0.fma(q4, round).sub(round);
        DoubleVector y1 = c0.fma(minusP, h0).sub(d0.fma(nw4, h0));
        DoubleVector d1 = x2.sub(x3);
        DoubleVector y2 = x2.add(x3);
        DoubleVector h1 = d1.mul(w5);
        DoubleVector c1 = d1.fma(q5, round).sub(round);
        DoubleVector y3 = c1.fma(minusP, h1).sub(d1.fma(nw5, h1));
        DoubleVector d2 = x4.sub(x5);
        DoubleVector y4 = x4.add(x5);
        DoubleVector h2 = d2.mul(w6);
        DoubleVector c2 = d2.fma(q6, round).sub(round);
        DoubleVector y5 = c2.fma(minusP, h2).sub(d2.fma(nw6, h2));
        DoubleVector d3 = x6.sub(x7);
        DoubleVector y6 = x6.add(x7);
        DoubleVector h3 = d3.mul(w7);
        DoubleVector c3 = d3.fma(q7, round).sub(round);
        DoubleVector y7 = c3.fma(minusP, h3).sub(d3.fma(nw7, h3));
        DoubleVector d4 = y0.sub(y2);
        DoubleVector z0 = y0.add(y2);
        DoubleVector h4 = d4.mul(w2);
        DoubleVector c4 = d4.fma(q2, round).sub(round);
        DoubleVector z2 = c4.fma(minusP, h4).sub(d4.fma(nw2, h4));
        DoubleVector d5 = y1.sub(y3);
        DoubleVector z1 = y1.add(y3);
        DoubleVector h5 = d5.mul(w2);
        DoubleVector c5 = d5.fma(q2, round).sub(round);
        DoubleVector z3 = c5.fma(minusP, h5).sub(d5.fma(nw2, h5));
        DoubleVector d6 = y4.sub(y6);
        DoubleVector z4 = y4.add(y6);
        DoubleVector h6 = d6.mul(w3);
        DoubleVector c6 = d6.fma(q3, round).sub(round);
        DoubleVector z6 = c6.fma(minusP, h6).sub(d6.fma(nw3, h6));
        DoubleVector d7 = y5.sub(y7);
        DoubleVector z5 = y5.add(y7);
        DoubleVector h7 = d7.mul(w3);
        DoubleVector c7 = d7.fma(q3, round).sub(round);
        DoubleVector z7 = c7.fma(minusP, h7).sub(d7.fma(nw3, h7));
        DoubleVector d8 = z0.sub(z4);
        DoubleVector s0 = z0.add(z4);
        DoubleVector c8 = s0.fma(inv, round).sub(round);
        DoubleVector t0 = c8.fma(minusP, s0);
        DoubleVector h9 = d8.mul(w1);
        DoubleVector c9 = d8.fma(q1, round).sub(round);
        DoubleVector t4 = c9.fma(minusP, h9).sub(d8.fma(nw1, h9));
        t0.reinterpretAsLongs().intoArray(values, j);
        t4.reinterpretAsLongs().intoArray(values, j + 4 * gap);
        DoubleVector d10 = z1.sub(z5);
        DoubleVector s1 = z1.add(z5);
        DoubleVector c10 = s1.fma(inv, round).sub(round);
        DoubleVector t1 = c10.fma(minusP, s1);
        DoubleVector h11 = d10.mul(w1);
        DoubleVector c11 = d10.fma(q1, round).sub(round);
        DoubleVector t5 = c11.fma(minusP, h11).sub(d10.fma(nw1, h11));
        t1.reinterpretAsLongs().intoArray(values, j + gap);
        t5.reinterpretAsLongs().intoArray(values, j + 5 * gap);
        DoubleVector d12 = z2.sub(z6);
        DoubleVector t2 = z2.add(z6);
        DoubleVector h12 = d12.mul(w1);
        DoubleVector c12 = d12.fma(q1, round).sub(round);
        DoubleVector t6 = c12.fma(minusP, h12).sub(d12.fma(nw1, h12));
        t2.reinterpretAsLongs().intoArray(values, j + 2 * gap);
        t6.reinterpretAsLongs().intoArray(values, j + 6 * gap);
        DoubleVector d13 = z3.sub(z7);
        DoubleVector t3 = z3.add(z7);
        DoubleVector h13 = d13.mul(w1);
        DoubleVector c13 = d13.fma(q1, round).sub(round);
        DoubleVector t7 = c13.fma(minusP, h13).sub(d13.fma(nw1, h13));
        t3.reinterpretAsLongs().intoArray(values, j + 3 * gap);
        t7.reinterpretAsLongs().intoArray(values, j + 7 * gap);
      }
    }
  }

  /** The two layers that end with the one of {@code blocks} blocks. */
  static void nextTwo(long[] values, int offset, int n, int blocks, double p, double[] roots) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    int gap = n / blocks / 4;
    for (int i = 0; i < blocks; i++) {
      DoubleVector w1 = DoubleVector.broadcast(DOUBLES, roots[blocks + i]);
      DoubleVector nw1 = w1.neg();
      DoubleVector q1 = w1.mul(inv);
      int two = 2 * (blocks + i);
      DoubleVector w2 = DoubleVector.broadcast(DOUBLES, roots[two]);
      DoubleVector nw2 = w2.neg();
      DoubleVector q2 = w2.mul(inv);
      DoubleVector w3 = DoubleVector.broadcast(DOUBLES, roots[two + 1]);
      DoubleVector nw3 = w3.neg();
      DoubleVector q3 = w3.mul(inv);
      int start = offset + 4 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        DoubleVector x0 = LongVector.fromArray(LONGS, values, j).reinterpretAsDoubles();
        DoubleVector x1 = LongVector.fromArray(LONGS, values, j + gap).reinterpretAsDoubles();
        DoubleVector x2 = LongVector.fromArray(LONGS, values, j + 2 * gap).reinterpretAsDoubles();
        DoubleVector x3 = LongVector.fromArray(LONGS, values, j + 3 * gap).reinterpretAsDoubles();
        DoubleVector d0 = x0.sub(x1);
        DoubleVector y0 = x0.add(x1);
        DoubleVector h0 = d0.mul(w2);
        DoubleVector c0 = d0.fma(q2, round).sub(round);
        DoubleVector y1 = c0.fma(minusP, h0).sub(d0.fma(nw2, h0));
        DoubleVector d1 = x2.sub(x3);
        DoubleVector y2 = x2.add(x3);
        DoubleVector h1 = d1.mul(w3);
        DoubleVector c1 = d1.fma(q3, round).sub(round);
        DoubleVector y3 = c1.fma(minusP, h1).sub(d1.fma(nw3, h1));
        DoubleVector d2 = y0.sub(y2);
        DoubleVector s0 = y0.add(y2);
        DoubleVector c2 = s0.fma(inv, round).sub(round);
        DoubleVector z0 = c2.fma(minusP, s0);
        DoubleVector h3 = d2.mul(w1);
        DoubleVector c3 = d2.fma(q1, round).sub(round);
        DoubleVector z2 = c3.fma(minusP, h3).sub(d2.fma(nw1, h3));
        z0.reinterpretAsLongs().intoArray(values, j);
        z2.reinterpretAsLongs().intoArray(values, j + 2 * gap);
        DoubleVector d4 = y1.sub(y3);
        DoubleVector z1 = y1.add(y3);
        DoubleVector h4 = d4.mul(w1);
        DoubleVector c4 = d4.fma(q1, round).sub(round);
        DoubleVector z3 = c4.fma(minusP, h4).sub(d4.fma(nw1, h4));
        z1.reinterpretAsLongs().intoArray(values, j + gap);
        z3.reinterpretAsLongs().intoArray(values, j + 3 * gap);
      }
    }
  }
}
