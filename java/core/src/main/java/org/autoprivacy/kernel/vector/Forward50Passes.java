package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * Layers of the forward NTT of primes below 2^50 whose gap is a whole number of vectors, two or
 * three at a time: X + wY and X - wY with signed whole doubles and the product of
 * docs/notes/ntt-bounds.md.
 *
 * <p>Our own methods are not called in the loops: past a limit C2 stops inlining them, and then
 * every vector is an object (docs/notes/vector-api.md).
 */
final class Forward50Passes {

  private Forward50Passes() {}

  /**
   * Layers 1 to 3; what comes are longs u, read as the double with the bits u + bits, less excess.
   */
  static void firstThree(
      long[] values,
      int offset,
      long[] in,
      int inAt,
      long bits,
      double excess,
      int n,
      double p,
      double[] roots) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, excess);
    LongVector entryBits = LongVector.broadcast(LONGS, bits);
    int gap = n / 8;
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, roots[1]);
    DoubleVector nw1 = w1.neg();
    DoubleVector q1 = w1.mul(inv);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, roots[2]);
    DoubleVector nw2 = w2.neg();
    DoubleVector q2 = w2.mul(inv);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, roots[3]);
    DoubleVector nw3 = w3.neg();
    DoubleVector q3 = w3.mul(inv);
    DoubleVector w4 = DoubleVector.broadcast(DOUBLES, roots[4]);
    DoubleVector nw4 = w4.neg();
    DoubleVector q4 = w4.mul(inv);
    DoubleVector w5 = DoubleVector.broadcast(DOUBLES, roots[5]);
    DoubleVector nw5 = w5.neg();
    DoubleVector q5 = w5.mul(inv);
    DoubleVector w6 = DoubleVector.broadcast(DOUBLES, roots[6]);
    DoubleVector nw6 = w6.neg();
    DoubleVector q6 = w6.mul(inv);
    DoubleVector w7 = DoubleVector.broadcast(DOUBLES, roots[7]);
    DoubleVector nw7 = w7.neg();
    DoubleVector q7 = w7.mul(inv);
    for (int k = 0; k < gap; k += COUNT) {
      int from = inAt + k;
      int j = offset + k;
      LongVector u0 = LongVector.fromArray(LONGS, in, from);
      DoubleVector x0 = u0.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u1 = LongVector.fromArray(LONGS, in, from + gap);
      DoubleVector x1 = u1.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u2 = LongVector.fromArray(LONGS, in, from + 2 * gap);
      DoubleVector x2 = u2.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u3 = LongVector.fromArray(LONGS, in, from + 3 * gap);
      DoubleVector x3 = u3.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u4 = LongVector.fromArray(LONGS, in, from + 4 * gap);
      DoubleVector x4 = u4.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u5 = LongVector.fromArray(LONGS, in, from + 5 * gap);
      DoubleVector x5 = u5.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u6 = LongVector.fromArray(LONGS, in, from + 6 * gap);
      DoubleVector x6 = u6.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u7 = LongVector.fromArray(LONGS, in, from + 7 * gap);
      DoubleVector x7 = u7.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h0 = x4.mul(w1);
      DoubleVector c0 = x4.fma(q1, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(x4.fma(nw1, h0));
      DoubleVector y0 = x0.add(r0);
      DoubleVector y4 = x0.sub(r0);
      DoubleVector h1 = x5.mul(w1);
      DoubleVector c1 = x5.fma(q1, round).sub(round);
      DoubleVector r1 = c1.fma(minusP, h1).sub(x5.fma(nw1, h1));
      DoubleVector y1 = x1.add(r1);
      DoubleVector y5 = x1.sub(r1);
      DoubleVector h2 = x6.mul(w1);
      DoubleVector c2 = x6.fma(q1, round).sub(round);
      DoubleVector r2 = c2.fma(minusP, h2).sub(x6.fma(nw1, h2));
      DoubleVector y2 = x2.add(r2);
      DoubleVector y6 = x2.sub(r2);
      DoubleVector h3 = x7.mul(w1);
      DoubleVector c3 = x7.fma(q1, round).sub(round);
      DoubleVector r3 = c3.fma(minusP, h3).sub(x7.fma(nw1, h3));
      DoubleVector y3 = x3.add(r3);
      DoubleVector y7 = x3.sub(r3);
      DoubleVector h4 = y2.mul(w2);
      DoubleVector c4 = y2.fma(q2, round).sub(round);
      DoubleVector r4 = c4.fma(minusP, h4).sub(y2.fma(nw2, h4));
      DoubleVector z0 = y0.add(r4);
      DoubleVector z2 = y0.sub(r4);
      DoubleVector h5 = y3.mul(w2);
      DoubleVector c5 = y3.fma(q2, round).sub(round);
      DoubleVector r5 = c5.fma(minusP, h5).sub(y3.fma(nw2, h5));
      DoubleVector z1 = y1.add(r5);
      DoubleVector z3 = y1.sub(r5);
      DoubleVector h6 = y6.mul(w3);
      DoubleVector c6 = y6.fma(q3, round).sub(round);
      DoubleVector r6 = c6.fma(minusP, h6).sub(y6.fma(nw3, h6));
      DoubleVector z4 = y4.add(r6);
      DoubleVector z6 = y4.sub(r6);
      DoubleVector h7 = y7.mul(w3);
      DoubleVector c7 = y7.fma(q3, round).sub(round);
      DoubleVector r7 = c7.fma(minusP, h7).sub(y7.fma(nw3, h7));
      DoubleVector z5 = y5.add(r7);
      DoubleVector z7 = y5.sub(r7);
      DoubleVector h8 = z1.mul(w4);
      DoubleVector c8 = z1.fma(q4, round).sub(round);
      DoubleVector r8 = c8.fma(minusP, h8).sub(z1.fma(nw4, h8));
      z0.add(r8).reinterpretAsLongs().intoArray(values, j);
      z0.sub(r8).reinterpretAsLongs().intoArray(values, j + gap);
      DoubleVector h9 = z3.mul(w5);
      DoubleVector c9 = z3.fma(q5, round).sub(round);
      DoubleVector r9 = c9.fma(minusP, h9).sub(z3.fma(nw5, h9));
      z2.add(r9).reinterpretAsLongs().intoArray(values, j + 2 * gap);
      z2.sub(r9).reinterpretAsLongs().intoArray(values, j + 3 * gap);
      DoubleVector h10 = z5.mul(w6);
      DoubleVector c10 = z5.fma(q6, round).sub(round);
      DoubleVector r10 = c10.fma(minusP, h10).sub(z5.fma(nw6, h10));
      z4.add(r10).reinterpretAsLongs().intoArray(values, j + 4 * gap);
      z4.sub(r10).reinterpretAsLongs().intoArray(values, j + 5 * gap);
      DoubleVector h11 = z7.mul(w7);
      DoubleVector c11 = z7.fma(q7, round).sub(round);
      DoubleVector r11 = c11.fma(minusP, h11).sub(z7.fma(nw7, h11));
      z6.add(r11).reinterpretAsLongs().intoArray(values, j + 6 * gap);
      z6.sub(r11).reinterpretAsLongs().intoArray(values, j + 7 * gap);
    }
  }

  /** The three layers from the one of {@code blocks} blocks on. */
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
        DoubleVector h0 = x4.mul(w1);
        DoubleVector c0 = x4.fma(q1, round).sub(round);
        DoubleVector r0 = c0.fma(minusP, h0).sub(x4.fma(nw1, h0));
        DoubleVector y0 = x0.add(r0);
        DoubleVector y4 = x0.sub(r0);
        DoubleVector h1 = x5.mul(w1);
        DoubleVector c1 = x5.fma(q1, round).sub(round);
        DoubleVector r1 = c1.fma(minusP, h1).sub(x5.fma(nw1, h1));
        DoubleVector y1 = x1.add(r1);
        DoubleVector y5 = x1.sub(r1);
        DoubleVector h2 = x6.mul(w1);
        DoubleVector c2 = x6.fma(q1, round).sub(round);
        DoubleVector r2 = c2.fma(minusP, h2).sub(x6.fma(nw1, h2));
        DoubleVector y2 = x2.add(r2);
        DoubleVector y6 = x2.sub(r2);
        DoubleVector h3 = x7.mul(w1);
        DoubleVector c3 = x7.fma(q1, round).sub(round);
        DoubleVector r3 = c3.fma(minusP, h3).sub(x7.fma(nw1, h3));
        DoubleVector y3 = x3.add(r3);
        DoubleVector y7 = x3.sub(r3);
        DoubleVector h4 = y2.mul(w2);
        DoubleVector c4 = y2.fma(q2, round).sub(round);
        DoubleVector r4 = c4.fma(minusP, h4).sub(y2.fma(nw2, h4));
        DoubleVector z0 = y0.add(r4);
        DoubleVector z2 = y0.sub(r4);
        DoubleVector h5 = y3.mul(w2);
        DoubleVector c5 = y3.fma(q2, round).sub(round);
        DoubleVector r5 = c5.fma(minusP, h5).sub(y3.fma(nw2, h5));
        DoubleVector z1 = y1.add(r5);
        DoubleVector z3 = y1.sub(r5);
        DoubleVector h6 = y6.mul(w3);
        DoubleVector c6 = y6.fma(q3, round).sub(round);
        DoubleVector r6 = c6.fma(minusP, h6).sub(y6.fma(nw3, h6));
        DoubleVector z4 = y4.add(r6);
        DoubleVector z6 = y4.sub(r6);
        DoubleVector h7 = y7.mul(w3);
        DoubleVector c7 = y7.fma(q3, round).sub(round);
        DoubleVector r7 = c7.fma(minusP, h7).sub(y7.fma(nw3, h7));
        DoubleVector z5 = y5.add(r7);
        DoubleVector z7 = y5.sub(r7);
        DoubleVector h8 = z1.mul(w4);
        DoubleVector c8 = z1.fma(q4, round).sub(round);
        DoubleVector r8 = c8.fma(minusP, h8).sub(z1.fma(nw4, h8));
        z0.add(r8).reinterpretAsLongs().intoArray(values, j);
        z0.sub(r8).reinterpretAsLongs().intoArray(values, j + gap);
        DoubleVector h9 = z3.mul(w5);
        DoubleVector c9 = z3.fma(q5, round).sub(round);
        DoubleVector r9 = c9.fma(minusP, h9).sub(z3.fma(nw5, h9));
        z2.add(r9).reinterpretAsLongs().intoArray(values, j + 2 * gap);
        z2.sub(r9).reinterpretAsLongs().intoArray(values, j + 3 * gap);
        DoubleVector h10 = z5.mul(w6);
        DoubleVector c10 = z5.fma(q6, round).sub(round);
        DoubleVector r10 = c10.fma(minusP, h10).sub(z5.fma(nw6, h10));
        z4.add(r10).reinterpretAsLongs().intoArray(values, j + 4 * gap);
        z4.sub(r10).reinterpretAsLongs().intoArray(values, j + 5 * gap);
        DoubleVector h11 = z7.mul(w7);
        DoubleVector c11 = z7.fma(q7, round).sub(round);
        DoubleVector r11 = c11.fma(minusP, h11).sub(z7.fma(nw7, h11));
        z6.add(r11).reinterpretAsLongs().intoArray(values, j + 6 * gap);
        z6.sub(r11).reinterpretAsLongs().intoArray(values, j + 7 * gap);
      }
    }
  }

  /** Layers 1 and 2; what comes is as in {@link #firstThree}. */
  static void firstTwo(
      long[] values,
      int offset,
      long[] in,
      int inAt,
      long bits,
      double excess,
      int n,
      double p,
      double[] roots) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, excess);
    LongVector entryBits = LongVector.broadcast(LONGS, bits);
    int gap = n / 4;
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, roots[1]);
    DoubleVector nw1 = w1.neg();
    DoubleVector q1 = w1.mul(inv);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, roots[2]);
    DoubleVector nw2 = w2.neg();
    DoubleVector q2 = w2.mul(inv);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, roots[3]);
    DoubleVector nw3 = w3.neg();
    DoubleVector q3 = w3.mul(inv);
    for (int k = 0; k < gap; k += COUNT) {
      int from = inAt + k;
      int j = offset + k;
      LongVector u0 = LongVector.fromArray(LONGS, in, from);
      DoubleVector x0 = u0.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u1 = LongVector.fromArray(LONGS, in, from + gap);
      DoubleVector x1 = u1.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u2 = LongVector.fromArray(LONGS, in, from + 2 * gap);
      DoubleVector x2 = u2.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector u3 = LongVector.fromArray(LONGS, in, from + 3 * gap);
      DoubleVector x3 = u3.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h0 = x2.mul(w1);
      DoubleVector c0 = x2.fma(q1, round).sub(round);
      DoubleVector r0 = c0.fma(minusP, h0).sub(x2.fma(nw1, h0));
      DoubleVector y0 = x0.add(r0);
      DoubleVector y2 = x0.sub(r0);
      DoubleVector h1 = x3.mul(w1);
      DoubleVector c1 = x3.fma(q1, round).sub(round);
      DoubleVector r1 = c1.fma(minusP, h1).sub(x3.fma(nw1, h1));
      DoubleVector y1 = x1.add(r1);
      DoubleVector y3 = x1.sub(r1);
      DoubleVector h2 = y1.mul(w2);
      DoubleVector c2 = y1.fma(q2, round).sub(round);
      DoubleVector r2 = c2.fma(minusP, h2).sub(y1.fma(nw2, h2));
      y0.add(r2).reinterpretAsLongs().intoArray(values, j);
      y0.sub(r2).reinterpretAsLongs().intoArray(values, j + gap);
      DoubleVector h3 = y3.mul(w3);
      DoubleVector c3 = y3.fma(q3, round).sub(round);
      DoubleVector r3 = c3.fma(minusP, h3).sub(y3.fma(nw3, h3));
      y2.add(r3).reinterpretAsLongs().intoArray(values, j + 2 * gap);
      y2.sub(r3).reinterpretAsLongs().intoArray(values, j + 3 * gap);
    }
  }

  /** The two layers from the one of {@code blocks} blocks on. */
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
        DoubleVector h0 = x2.mul(w1);
        DoubleVector c0 = x2.fma(q1, round).sub(round);
        DoubleVector r0 = c0.fma(minusP, h0).sub(x2.fma(nw1, h0));
        DoubleVector y0 = x0.add(r0);
        DoubleVector y2 = x0.sub(r0);
        DoubleVector h1 = x3.mul(w1);
        DoubleVector c1 = x3.fma(q1, round).sub(round);
        DoubleVector r1 = c1.fma(minusP, h1).sub(x3.fma(nw1, h1));
        DoubleVector y1 = x1.add(r1);
        DoubleVector y3 = x1.sub(r1);
        DoubleVector h2 = y1.mul(w2);
        DoubleVector c2 = y1.fma(q2, round).sub(round);
        DoubleVector r2 = c2.fma(minusP, h2).sub(y1.fma(nw2, h2));
        y0.add(r2).reinterpretAsLongs().intoArray(values, j);
        y0.sub(r2).reinterpretAsLongs().intoArray(values, j + gap);
        DoubleVector h3 = y3.mul(w3);
        DoubleVector c3 = y3.fma(q3, round).sub(round);
        DoubleVector r3 = c3.fma(minusP, h3).sub(y3.fma(nw3, h3));
        y2.add(r3).reinterpretAsLongs().intoArray(values, j + 2 * gap);
        y2.sub(r3).reinterpretAsLongs().intoArray(values, j + 3 * gap);
      }
    }
  }
}
