package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.FLOATS;
import static org.autoprivacy.kernel.vector.Lanes.INTS;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The inverse NTT of primes below 2^19: {@link Inverse50} on floats, two to a long ({@link
 * Floats}). Layers inside vectors come first.
 */
final class Inverse19 {

  private static final long LOW = (1L << 32) - 1;

  private final int n;
  private final int wholeLayers;
  private final float p;
  private final float scale;
  private final float lastRoot;
  private final float[] roots;
  private final Inverse19Tail tail;

  Inverse19(NttTables tables) {
    n = tables.polyDegree();
    wholeLayers = tables.logDegree() - Lanes.LOG - 1;
    Modulus modulus = tables.modulus();
    long q = modulus.value();
    p = q;
    scale = Floats.centred(tables.degreeInverse(), q);
    lastRoot = Floats.centred(modulus.multiply(tables.inversePower(1), tables.degreeInverse()), q);
    roots = new float[n / (2 * COUNT)];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Floats.centred(tables.inversePower(i), q);
    }
    tail = new Inverse19Tail(tables);
  }

  /** In [0, 2q), out [0, q). */
  void transform(long[] values, int offset) {
    int last = wholeLayers % 3 == 0 ? 3 : 2;
    int rows = 1 << last;
    int length = n / rows;
    for (int r = 0; r < rows; r++) {
      int row = offset + r * length;
      tail.run(values, row, length, r);
      // Threes, then a pass of two layers where the rest is no multiple of three.
      int left = wholeLayers - last;
      for (; left >= 3; left -= 3) {
        int blocks = 1 << (left - 3);
        int node = (r + rows) * blocks;
        Inverse19Passes.nextThree(values, row, length, blocks, node, p, roots);
      }
      if (left > 0) {
        Inverse19Passes.nextTwo(values, row, length, 1, r + rows, p, roots);
      }
    }
    if (last == 3) {
      lastThree(values, offset);
    } else {
      lastTwo(values, offset);
    }
  }

  /** The last three layers, with the factor 1/n, from eight rows of floats back to longs. */
  private void lastThree(long[] values, int offset) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    IntVector bits = IntVector.broadcast(INTS, Floats.ROUND_BITS);
    IntVector bitsLessP = bits.sub((int) p);
    FloatVector s = FloatVector.broadcast(FLOATS, scale);
    FloatVector ns = s.neg();
    FloatVector qs = s.mul(inv);
    int gap = n / 8;
    FloatVector w1 = FloatVector.broadcast(FLOATS, lastRoot);
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
    for (int k = gap - 2 * COUNT; k >= 0; k -= 2 * COUNT) {
      int j = offset + k / 2;
      int to = offset + k;
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
      FloatVector h8 = s0.mul(s);
      FloatVector c8 = s0.fma(qs, round).sub(round);
      FloatVector t0 = c8.fma(minusP, h8).sub(s0.fma(ns, h8));
      FloatVector h9 = d8.mul(w1);
      FloatVector c9 = d8.fma(q1, round).sub(round);
      FloatVector t4 = c9.fma(minusP, h9).sub(d8.fma(nw1, h9));
      IntVector v0 = t0.add(round).reinterpretAsInts();
      IntVector v4 = t4.add(round).reinterpretAsInts();
      LongVector l0 = v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).reinterpretAsLongs();
      l0.and(LOW).intoArray(values, to);
      l0.lanewise(LSHR, 32).intoArray(values, to + COUNT);
      LongVector l4 = v4.sub(bitsLessP).lanewise(UMIN, v4.sub(bits)).reinterpretAsLongs();
      l4.and(LOW).intoArray(values, to + 4 * gap);
      l4.lanewise(LSHR, 32).intoArray(values, to + 4 * gap + COUNT);
      FloatVector d10 = z1.sub(z5);
      FloatVector s1 = z1.add(z5);
      FloatVector h10 = s1.mul(s);
      FloatVector c10 = s1.fma(qs, round).sub(round);
      FloatVector t1 = c10.fma(minusP, h10).sub(s1.fma(ns, h10));
      FloatVector h11 = d10.mul(w1);
      FloatVector c11 = d10.fma(q1, round).sub(round);
      FloatVector t5 = c11.fma(minusP, h11).sub(d10.fma(nw1, h11));
      IntVector v1 = t1.add(round).reinterpretAsInts();
      IntVector v5 = t5.add(round).reinterpretAsInts();
      LongVector l1 = v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).reinterpretAsLongs();
      l1.and(LOW).intoArray(values, to + gap);
      l1.lanewise(LSHR, 32).intoArray(values, to + gap + COUNT);
      LongVector l5 = v5.sub(bitsLessP).lanewise(UMIN, v5.sub(bits)).reinterpretAsLongs();
      l5.and(LOW).intoArray(values, to + 5 * gap);
      l5.lanewise(LSHR, 32).intoArray(values, to + 5 * gap + COUNT);
      FloatVector d12 = z2.sub(z6);
      FloatVector s2 = z2.add(z6);
      FloatVector h12 = s2.mul(s);
      FloatVector c12 = s2.fma(qs, round).sub(round);
      FloatVector t2 = c12.fma(minusP, h12).sub(s2.fma(ns, h12));
      FloatVector h13 = d12.mul(w1);
      FloatVector c13 = d12.fma(q1, round).sub(round);
      FloatVector t6 = c13.fma(minusP, h13).sub(d12.fma(nw1, h13));
      IntVector v2 = t2.add(round).reinterpretAsInts();
      IntVector v6 = t6.add(round).reinterpretAsInts();
      LongVector l2 = v2.sub(bitsLessP).lanewise(UMIN, v2.sub(bits)).reinterpretAsLongs();
      l2.and(LOW).intoArray(values, to + 2 * gap);
      l2.lanewise(LSHR, 32).intoArray(values, to + 2 * gap + COUNT);
      LongVector l6 = v6.sub(bitsLessP).lanewise(UMIN, v6.sub(bits)).reinterpretAsLongs();
      l6.and(LOW).intoArray(values, to + 6 * gap);
      l6.lanewise(LSHR, 32).intoArray(values, to + 6 * gap + COUNT);
      FloatVector d14 = z3.sub(z7);
      FloatVector s3 = z3.add(z7);
      FloatVector h14 = s3.mul(s);
      FloatVector c14 = s3.fma(qs, round).sub(round);
      FloatVector t3 = c14.fma(minusP, h14).sub(s3.fma(ns, h14));
      FloatVector h15 = d14.mul(w1);
      FloatVector c15 = d14.fma(q1, round).sub(round);
      FloatVector t7 = c15.fma(minusP, h15).sub(d14.fma(nw1, h15));
      IntVector v3 = t3.add(round).reinterpretAsInts();
      IntVector v7 = t7.add(round).reinterpretAsInts();
      LongVector l3 = v3.sub(bitsLessP).lanewise(UMIN, v3.sub(bits)).reinterpretAsLongs();
      l3.and(LOW).intoArray(values, to + 3 * gap);
      l3.lanewise(LSHR, 32).intoArray(values, to + 3 * gap + COUNT);
      LongVector l7 = v7.sub(bitsLessP).lanewise(UMIN, v7.sub(bits)).reinterpretAsLongs();
      l7.and(LOW).intoArray(values, to + 7 * gap);
      l7.lanewise(LSHR, 32).intoArray(values, to + 7 * gap + COUNT);
    }
  }

  /** The last two layers, with the factor 1/n, from four rows of floats back to longs. */
  private void lastTwo(long[] values, int offset) {
    FloatVector inv = FloatVector.broadcast(FLOATS, 1 / p);
    FloatVector minusP = FloatVector.broadcast(FLOATS, -p);
    FloatVector round = FloatVector.broadcast(FLOATS, Floats.ROUND);
    IntVector bits = IntVector.broadcast(INTS, Floats.ROUND_BITS);
    IntVector bitsLessP = bits.sub((int) p);
    FloatVector s = FloatVector.broadcast(FLOATS, scale);
    FloatVector ns = s.neg();
    FloatVector qs = s.mul(inv);
    int gap = n / 4;
    FloatVector w1 = FloatVector.broadcast(FLOATS, lastRoot);
    FloatVector nw1 = w1.neg();
    FloatVector q1 = w1.mul(inv);
    FloatVector w2 = FloatVector.broadcast(FLOATS, roots[2]);
    FloatVector nw2 = w2.neg();
    FloatVector q2 = w2.mul(inv);
    FloatVector w3 = FloatVector.broadcast(FLOATS, roots[3]);
    FloatVector nw3 = w3.neg();
    FloatVector q3 = w3.mul(inv);
    for (int k = gap - 2 * COUNT; k >= 0; k -= 2 * COUNT) {
      int j = offset + k / 2;
      int to = offset + k;
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
      FloatVector h2 = s0.mul(s);
      FloatVector c2 = s0.fma(qs, round).sub(round);
      FloatVector z0 = c2.fma(minusP, h2).sub(s0.fma(ns, h2));
      FloatVector h3 = d2.mul(w1);
      FloatVector c3 = d2.fma(q1, round).sub(round);
      FloatVector z2 = c3.fma(minusP, h3).sub(d2.fma(nw1, h3));
      IntVector v0 = z0.add(round).reinterpretAsInts();
      IntVector v2 = z2.add(round).reinterpretAsInts();
      LongVector l0 = v0.sub(bitsLessP).lanewise(UMIN, v0.sub(bits)).reinterpretAsLongs();
      l0.and(LOW).intoArray(values, to);
      l0.lanewise(LSHR, 32).intoArray(values, to + COUNT);
      LongVector l2 = v2.sub(bitsLessP).lanewise(UMIN, v2.sub(bits)).reinterpretAsLongs();
      l2.and(LOW).intoArray(values, to + 2 * gap);
      l2.lanewise(LSHR, 32).intoArray(values, to + 2 * gap + COUNT);
      FloatVector d4 = y1.sub(y3);
      FloatVector s1 = y1.add(y3);
      FloatVector h4 = s1.mul(s);
      FloatVector c4 = s1.fma(qs, round).sub(round);
      FloatVector z1 = c4.fma(minusP, h4).sub(s1.fma(ns, h4));
      FloatVector h5 = d4.mul(w1);
      FloatVector c5 = d4.fma(q1, round).sub(round);
      FloatVector z3 = c5.fma(minusP, h5).sub(d4.fma(nw1, h5));
      IntVector v1 = z1.add(round).reinterpretAsInts();
      IntVector v3 = z3.add(round).reinterpretAsInts();
      LongVector l1 = v1.sub(bitsLessP).lanewise(UMIN, v1.sub(bits)).reinterpretAsLongs();
      l1.and(LOW).intoArray(values, to + gap);
      l1.lanewise(LSHR, 32).intoArray(values, to + gap + COUNT);
      LongVector l3 = v3.sub(bitsLessP).lanewise(UMIN, v3.sub(bits)).reinterpretAsLongs();
      l3.and(LOW).intoArray(values, to + 3 * gap);
      l3.lanewise(LSHR, 32).intoArray(values, to + 3 * gap + COUNT);
    }
  }
}
