package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The inverse NTT of primes below 2^50 on signed doubles, three layers a pass, with two reductions
 * for eight vectors, from 2^48 on with a reduction before each pass (docs/notes/ntt-bounds.md).
 * Layers inside vectors come first.
 */
final class Inverse50 {

  private final int n;
  private final int wholeLayers;
  private final double p;
  private final boolean isTight;
  private final double scale;
  private final double lastRoot;
  private final double[] roots;
  private final Inverse50Tail tail;

  Inverse50(NttTables tables) {
    n = tables.polyDegree();
    wholeLayers = tables.logDegree() - Lanes.LOG;
    Modulus modulus = tables.modulus();
    long q = modulus.value();
    p = q;
    isTight = modulus.bits() > 48;
    scale = Doubles.centred(tables.degreeInverse(), q);
    lastRoot = Doubles.centred(modulus.multiply(tables.inversePower(1), tables.degreeInverse()), q);
    roots = new double[n / COUNT];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Doubles.centred(tables.inversePower(i), q);
    }
    tail = new Inverse50Tail(tables);
  }

  /** In [0, 2q); out [0, 2q) if lazy, else [0, q). */
  void transform(long[] values, int offset, boolean lazy) {
    if (isTight) {
      Reduction50.centre(values, offset, n, p);
    }
    tail.run(values, offset);
    // Threes, then one or two passes of two layers where the layers are no multiple of three.
    int left = wholeLayers;
    int least = left % 3 == 0 ? 3 : left % 3 == 1 ? 4 : 2;
    while (left > least) {
      left -= 3;
      reduce(values, offset);
      Inverse50Passes.nextThree(values, offset, n, 1 << left, p, roots);
    }
    if (left == 4) {
      left -= 2;
      reduce(values, offset);
      Inverse50Passes.nextTwo(values, offset, n, 1 << left, p, roots);
    }
    reduce(values, offset);
    if (left == 3) {
      lastThree(values, offset, lazy);
    } else {
      lastTwo(values, offset, lazy);
    }
  }

  private void reduce(long[] values, int offset) {
    if (isTight) {
      Reduction50.reduce(values, offset, n, p);
    }
  }

  /** The last three layers, with the factor 1/n, back to longs. */
  private void lastThree(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    DoubleVector s = DoubleVector.broadcast(DOUBLES, scale);
    DoubleVector ns = s.neg();
    DoubleVector qs = s.mul(inv);
    int gap = n / 8;
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, lastRoot);
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
    for (int j = offset; j < offset + gap; j += COUNT) {
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
      DoubleVector h8 = s0.mul(s);
      DoubleVector c8 = s0.fma(qs, round).sub(round);
      DoubleVector t0 = c8.fma(minusP, h8).sub(s0.fma(ns, h8));
      DoubleVector h9 = d8.mul(w1);
      DoubleVector c9 = d8.fma(q1, round).sub(round);
      DoubleVector t4 = c9.fma(minusP, h9).sub(d8.fma(nw1, h9));
      LongVector v0 = t0.add(round).reinterpretAsLongs();
      LongVector v4 = t4.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
        v4.sub(bitsLessP).intoArray(values, j + 4 * gap);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
        v4.sub(bitsLessP).lanewise(UMIN, v4.sub(bits)).intoArray(values, j + 4 * gap);
      }
      DoubleVector d10 = z1.sub(z5);
      DoubleVector s1 = z1.add(z5);
      DoubleVector h10 = s1.mul(s);
      DoubleVector c10 = s1.fma(qs, round).sub(round);
      DoubleVector t1 = c10.fma(minusP, h10).sub(s1.fma(ns, h10));
      DoubleVector h11 = d10.mul(w1);
      DoubleVector c11 = d10.fma(q1, round).sub(round);
      DoubleVector t5 = c11.fma(minusP, h11).sub(d10.fma(nw1, h11));
      LongVector v1 = t1.add(round).reinterpretAsLongs();
      LongVector v5 = t5.add(round).reinterpretAsLongs();
      if (lazy) {
        v1.sub(bitsLessP).intoArray(values, j + gap);
        v5.sub(bitsLessP).intoArray(values, j + 5 * gap);
      } else {
        v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).intoArray(values, j + gap);
        v5.sub(bitsLessP).lanewise(UMIN, v5.sub(bits)).intoArray(values, j + 5 * gap);
      }
      DoubleVector d12 = z2.sub(z6);
      DoubleVector s2 = z2.add(z6);
      DoubleVector h12 = s2.mul(s);
      DoubleVector c12 = s2.fma(qs, round).sub(round);
      DoubleVector t2 = c12.fma(minusP, h12).sub(s2.fma(ns, h12));
      DoubleVector h13 = d12.mul(w1);
      DoubleVector c13 = d12.fma(q1, round).sub(round);
      DoubleVector t6 = c13.fma(minusP, h13).sub(d12.fma(nw1, h13));
      LongVector v2 = t2.add(round).reinterpretAsLongs();
      LongVector v6 = t6.add(round).reinterpretAsLongs();
      if (lazy) {
        v2.sub(bitsLessP).intoArray(values, j + 2 * gap);
        v6.sub(bitsLessP).intoArray(values, j + 6 * gap);
      } else {
        v2.sub(bitsLessP).lanewise(UMIN, v2.sub(bits)).intoArray(values, j + 2 * gap);
        v6.sub(bitsLessP).lanewise(UMIN, v6.sub(bits)).intoArray(values, j + 6 * gap);
      }
      DoubleVector d14 = z3.sub(z7);
      DoubleVector s3 = z3.add(z7);
      DoubleVector h14 = s3.mul(s);
      DoubleVector c14 = s3.fma(qs, round).sub(round);
      DoubleVector t3 = c14.fma(minusP, h14).sub(s3.fma(ns, h14));
      DoubleVector h15 = d14.mul(w1);
      DoubleVector c15 = d14.fma(q1, round).sub(round);
      DoubleVector t7 = c15.fma(minusP, h15).sub(d14.fma(nw1, h15));
      LongVector v3 = t3.add(round).reinterpretAsLongs();
      LongVector v7 = t7.add(round).reinterpretAsLongs();
      if (lazy) {
        v3.sub(bitsLessP).intoArray(values, j + 3 * gap);
        v7.sub(bitsLessP).intoArray(values, j + 7 * gap);
      } else {
        v3.sub(bitsLessP).lanewise(UMIN, v3.sub(bits)).intoArray(values, j + 3 * gap);
        v7.sub(bitsLessP).lanewise(UMIN, v7.sub(bits)).intoArray(values, j + 7 * gap);
      }
    }
  }

  /** The last two layers, with the factor 1/n, back to longs. */
  private void lastTwo(long[] values, int offset, boolean lazy) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    DoubleVector s = DoubleVector.broadcast(DOUBLES, scale);
    DoubleVector ns = s.neg();
    DoubleVector qs = s.mul(inv);
    int gap = n / 4;
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, lastRoot);
    DoubleVector nw1 = w1.neg();
    DoubleVector q1 = w1.mul(inv);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, roots[2]);
    DoubleVector nw2 = w2.neg();
    DoubleVector q2 = w2.mul(inv);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, roots[3]);
    DoubleVector nw3 = w3.neg();
    DoubleVector q3 = w3.mul(inv);
    for (int j = offset; j < offset + gap; j += COUNT) {
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
      DoubleVector h2 = s0.mul(s);
      DoubleVector c2 = s0.fma(qs, round).sub(round);
      DoubleVector z0 = c2.fma(minusP, h2).sub(s0.fma(ns, h2));
      DoubleVector h3 = d2.mul(w1);
      DoubleVector c3 = d2.fma(q1, round).sub(round);
      DoubleVector z2 = c3.fma(minusP, h3).sub(d2.fma(nw1, h3));
      LongVector v0 = z0.add(round).reinterpretAsLongs();
      LongVector v2 = z2.add(round).reinterpretAsLongs();
      if (lazy) {
        v0.sub(bitsLessP).intoArray(values, j);
        v2.sub(bitsLessP).intoArray(values, j + 2 * gap);
      } else {
        v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).intoArray(values, j);
        v2.sub(bitsLessP).lanewise(UMIN, v2.sub(bits)).intoArray(values, j + 2 * gap);
      }
      DoubleVector d4 = y1.sub(y3);
      DoubleVector s1 = y1.add(y3);
      DoubleVector h4 = s1.mul(s);
      DoubleVector c4 = s1.fma(qs, round).sub(round);
      DoubleVector z1 = c4.fma(minusP, h4).sub(s1.fma(ns, h4));
      DoubleVector h5 = d4.mul(w1);
      DoubleVector c5 = d4.fma(q1, round).sub(round);
      DoubleVector z3 = c5.fma(minusP, h5).sub(d4.fma(nw1, h5));
      LongVector v1 = z1.add(round).reinterpretAsLongs();
      LongVector v3 = z3.add(round).reinterpretAsLongs();
      if (lazy) {
        v1.sub(bitsLessP).intoArray(values, j + gap);
        v3.sub(bitsLessP).intoArray(values, j + 3 * gap);
      } else {
        v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).intoArray(values, j + gap);
        v3.sub(bitsLessP).lanewise(UMIN, v3.sub(bits)).intoArray(values, j + 3 * gap);
      }
    }
  }
}
