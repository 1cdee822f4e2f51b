package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Sums of many products modulo a q below 2^50 on doubles, with one reduction for as many as stay
 * exact; bounds in docs/notes/kernel-bounds.md.
 */
final class VectorSums50 {

  private final long q;
  private final double reciprocal;

  /** Products whose split sums are exact, and what splits them. */
  private final int termsBetween;

  private final double split;

  VectorSums50(Modulus modulus) {
    q = modulus.value();
    reciprocal = 1 / (double) q;
    termsBetween = 1 << Math.min(7, 51 - modulus.bits());
    split = Doubles.split(termsBetween, modulus.bits(), modulus.bits());
  }

  /**
   * {@link ElementKernel#sumOfProducts}; what is left of fours and twos is done by the products.
   */
  void sumOfProducts(
      long[] out,
      int outAt,
      long[][] a,
      int aAt,
      long[][] b,
      int bAt,
      int terms,
      int count,
      ElementKernel products) {
    // Where the result is a late operand, nothing may be written before that is read.
    boolean late = false;
    for (int t = 2; t < terms; t++) {
      late |= out == a[t] || out == b[t];
    }
    int done = 0;
    // Fours, then two and one, whose sums need no reduction between; the later ones begin with what
    // is there.
    for (; !late && termsBetween >= 4 && terms - done >= 4; done += 4) {
      long[] a0 = a[done];
      long[] a1 = a[done + 1];
      long[] a2 = a[done + 2];
      long[] a3 = a[done + 3];
      long[] b0 = b[done];
      long[] b1 = b[done + 1];
      long[] b2 = b[done + 2];
      long[] b3 = b[done + 3];
      long kept = done == 0 ? 0 : -1;
      four(out, outAt, a0, a1, a2, a3, aAt, b0, b1, b2, b3, bAt, kept, count);
    }
    if (late || termsBetween < 4 || terms == 0) {
      rest(out, outAt, a, aAt, b, bAt, done, terms, count);
      return;
    }
    if (terms - done >= 2) {
      long kept = done == 0 ? 0 : -1;
      two(out, outAt, a[done], a[done + 1], aAt, b[done], b[done + 1], bAt, kept, count);
      done += 2;
    }
    if (done == 0) {
      products.multiply(out, outAt, a[0], aAt, b[0], bAt, count);
    } else if (done < terms) {
      products.multiplyAdd(out, outAt, a[done], aAt, b[done], bAt, count);
    }
  }

  /** out = (out & kept) + Σ a·b modulo p, the two products of a place in one sum. */
  private void two(
      long[] out,
      int outAt,
      long[] a0,
      long[] a1,
      int aAt,
      long[] b0,
      long[] b1,
      int bAt,
      long kept,
      int count) {
    DoubleVector big = DoubleVector.broadcast(DOUBLES, split);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    LongVector mask = LongVector.broadcast(LONGS, kept);
    for (int i = 0; i < count; i += COUNT) {
      LongVector old = LongVector.fromArray(LONGS, out, outAt + i).and(mask);
      LongVector u0 = LongVector.fromArray(LONGS, a0, aAt + i);
      LongVector v0 = LongVector.fromArray(LONGS, b0, bAt + i);
      LongVector u1 = LongVector.fromArray(LONGS, a1, aAt + i);
      LongVector v1 = LongVector.fromArray(LONGS, b1, bAt + i);
      DoubleVector x0 = u0.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y0 = v0.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x1 = u1.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y1 = v1.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h0 = big.sub(x0.fma(y0, big));
      DoubleVector h1 = big.sub(x1.fma(y1, big));
      DoubleVector high = h0.add(h1).neg();
      DoubleVector start = old.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector low = x0.fma(y0, h0).add(x1.fma(y1, h1)).add(start);
      DoubleVector r = high.fma(inv, round).sub(round).fma(minusP, high).add(low);
      DoubleVector f = r.fma(inv, round).sub(round).fma(minusP, r);
      LongVector s = f.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  /** out = (out & kept) + Σ a·b modulo p, the four products of a place in one sum. */
  private void four(
      long[] out,
      int outAt,
      long[] a0,
      long[] a1,
      long[] a2,
      long[] a3,
      int aAt,
      long[] b0,
      long[] b1,
      long[] b2,
      long[] b3,
      int bAt,
      long kept,
      int count) {
    DoubleVector big = DoubleVector.broadcast(DOUBLES, split);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    LongVector mask = LongVector.broadcast(LONGS, kept);
    for (int i = 0; i < count; i += COUNT) {
      LongVector old = LongVector.fromArray(LONGS, out, outAt + i).and(mask);
      LongVector u0 = LongVector.fromArray(LONGS, a0, aAt + i);
      LongVector v0 = LongVector.fromArray(LONGS, b0, bAt + i);
      LongVector u1 = LongVector.fromArray(LONGS, a1, aAt + i);
      LongVector v1 = LongVector.fromArray(LONGS, b1, bAt + i);
      LongVector u2 = LongVector.fromArray(LONGS, a2, aAt + i);
      LongVector v2 = LongVector.fromArray(LONGS, b2, bAt + i);
      LongVector u3 = LongVector.fromArray(LONGS, a3, aAt + i);
      LongVector v3 = LongVector.fromArray(LONGS, b3, bAt + i);
      DoubleVector x0 = u0.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y0 = v0.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x1 = u1.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y1 = v1.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x2 = u2.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y2 = v2.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x3 = u3.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y3 = v3.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h0 = big.sub(x0.fma(y0, big));
      DoubleVector h1 = big.sub(x1.fma(y1, big));
      DoubleVector h2 = big.sub(x2.fma(y2, big));
      DoubleVector h3 = big.sub(x3.fma(y3, big));
      DoubleVector low01 = x0.fma(y0, h0).add(x1.fma(y1, h1));
      DoubleVector low23 = x2.fma(y2, h2).add(x3.fma(y3, h3));
      DoubleVector high = h0.add(h1).add(h2.add(h3)).neg();
      DoubleVector start = old.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector low = low01.add(low23).add(start);
      DoubleVector r = high.fma(inv, round).sub(round).fma(minusP, high).add(low);
      DoubleVector f = r.fma(inv, round).sub(round).fma(minusP, r);
      LongVector s = f.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(out, outAt + i);
    }
  }

  /** out = out + Σ a·b from the term {@code first} on, or Σ a·b if that is the first of all. */
  private void rest(
      long[] out,
      int outAt,
      long[][] a,
      int aAt,
      long[][] b,
      int bAt,
      int first,
      int terms,
      int count) {
    DoubleVector big = DoubleVector.broadcast(DOUBLES, split);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, reciprocal);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub(q);
    LongVector mask = LongVector.broadcast(LONGS, first == 0 ? 0 : -1);
    int between = termsBetween;
    for (int i = 0; i < count; i += 2 * COUNT) {
      LongVector old0 = LongVector.fromArray(LONGS, out, outAt + i).and(mask);
      LongVector old1 = LongVector.fromArray(LONGS, out, outAt + i + COUNT).and(mask);
      DoubleVector sum0 = old0.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector sum1 = old1.add(entryBits).reinterpretAsDoubles().sub(entry);
      for (int done = first; done < terms; done += between) {
        int end = Math.min(terms, done + between);
        DoubleVector high0 = DoubleVector.zero(DOUBLES);
        DoubleVector high1 = DoubleVector.zero(DOUBLES);
        for (int t = done; t < end; t++) {
          LongVector x0Long = LongVector.fromArray(LONGS, a[t], aAt + i);
          LongVector x1Long = LongVector.fromArray(LONGS, a[t], aAt + i + COUNT);
          LongVector y0Long = LongVector.fromArray(LONGS, b[t], bAt + i);
          LongVector y1Long = LongVector.fromArray(LONGS, b[t], bAt + i + COUNT);
          DoubleVector x0 = x0Long.add(entryBits).reinterpretAsDoubles().sub(entry);
          DoubleVector x1 = x1Long.add(entryBits).reinterpretAsDoubles().sub(entry);
          DoubleVector y0 = y0Long.add(entryBits).reinterpretAsDoubles().sub(entry);
          DoubleVector y1 = y1Long.add(entryBits).reinterpretAsDoubles().sub(entry);
          DoubleVector h0 = big.sub(x0.fma(y0, big));
          DoubleVector h1 = big.sub(x1.fma(y1, big));
          high0 = high0.sub(h0);
          high1 = high1.sub(h1);
          sum0 = sum0.add(x0.fma(y0, h0));
          sum1 = sum1.add(x1.fma(y1, h1));
        }
        DoubleVector r0 = high0.fma(inv, round).sub(round).fma(minusP, high0).add(sum0);
        DoubleVector r1 = high1.fma(inv, round).sub(round).fma(minusP, high1).add(sum1);
        sum0 = r0.fma(inv, round).sub(round).fma(minusP, r0);
        sum1 = r1.fma(inv, round).sub(round).fma(minusP, r1);
      }
      LongVector s0 = sum0.add(round).reinterpretAsLongs();
      LongVector s1 = sum1.add(round).reinterpretAsLongs();
      s0.sub(bitsLessP).lanewise(UMIN, s0.sub(bits)).intoArray(out, outAt + i);
      s1.sub(bitsLessP).lanewise(UMIN, s1.sub(bits)).intoArray(out, outAt + i + COUNT);
    }
  }
}
