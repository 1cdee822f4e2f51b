package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.ConversionTables;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Conversion between bases of primes below 2^50 on doubles: products are split into a multiple of a
 * power of two and an exact rest, whose sums are exact too (docs/notes/kernel-bounds.md).
 *
 * <p>Scratch arrays hold the bits of doubles.
 */
final class VectorConversion50 implements ConversionKernel {

  private final int limbs;
  private final int targets;
  private final double[] sources;
  private final double[] inverses;
  private final double[] reciprocals;
  private final double[] primes;
  private final double[][] factors;
  private final double split;

  private VectorConversion50(ConversionTables tables, double split) {
    this.split = split;
    limbs = tables.from().size();
    targets = tables.to().size();
    sources = tables.from().stream().mapToDouble(Modulus::value).toArray();
    primes = tables.to().stream().mapToDouble(Modulus::value).toArray();
    inverses = new double[limbs];
    reciprocals = new double[limbs];
    factors = new double[targets][limbs + 1];
    for (int i = 0; i < limbs; i++) {
      inverses[i] = Doubles.centred(tables.inverse(i), tables.from().get(i).value());
      reciprocals[i] = tables.reciprocal(i);
    }
    for (int j = 0; j < targets; j++) {
      for (int i = 0; i <= limbs; i++) {
        factors[j][i] = Doubles.centred(tables.factor(j, i), tables.to().get(j).value());
      }
    }
  }

  /** The kernel of these tables if their sums are exact on doubles, else that of 64-bit lanes. */
  static ConversionKernel of(ConversionTables tables) {
    int from = tables.from().stream().mapToInt(Modulus::bits).max().orElseThrow();
    int to = tables.to().stream().mapToInt(Modulus::bits).max().orElseThrow();
    double split = Doubles.split(tables.from().size() + 1, from, to - 1);
    return from <= 50 && to <= 50 && split > 0
        ? new VectorConversion50(tables, split)
        : new VectorConversion61(tables);
  }

  @Override
  public void centred(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, limbs + 1);
  }

  @Override
  public void approximate(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, limbs);
  }

  private void convert(long[] out, long[] in, int n, long[][] scratch, int terms) {
    int block = Math.min(n, BLOCK);
    for (int at = 0; at < n; at += block) {
      for (int i = 0; i < limbs; i++) {
        scale(scratch[i], in, i * n + at, sources[i], inverses[i], block);
      }
      if (terms > limbs) {
        turns(scratch, block);
      }
      for (int j = 0; j < targets; j++) {
        combine(out, j * n + at, scratch, terms, factors[j], primes[j], split, block);
      }
    }
  }

  /** out = w·in modulo p as doubles in [0, p). */
  static void scale(long[] out, long[] in, int inAt, double p, double w, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, w);
    DoubleVector minusY = y.neg();
    for (int i = 0; i < count; i += COUNT) {
      LongVector xLong = LongVector.fromArray(LONGS, in, inAt + i);
      DoubleVector x = xLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(minusY, h));
      LongVector s = r.add(round).reinterpretAsLongs();
      LongVector v = s.sub(bitsLessP).lanewise(UMIN, s.sub(bits));
      v.add(entryBits).reinterpretAsDoubles().sub(entry).reinterpretAsLongs().intoArray(out, i);
    }
  }

  /** The last scratch array = ⌊1/2 + Σ vᵢ·fl(1/qᵢ)⌋ as doubles. */
  private void turns(long[][] scratch, int count) {
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    double[] over = reciprocals;
    int k = over.length;
    long[] out = scratch[k];
    for (int x = 0; x < count; x += COUNT) {
      DoubleVector sum = DoubleVector.broadcast(DOUBLES, 0.5);
      for (int i = 0; i < k; i++) {
        DoubleVector v = LongVector.fromArray(LONGS, scratch[i], x).reinterpretAsDoubles();
        sum = sum.add(v.mul(over[i]));
      }
      DoubleVector nearest = sum.add(round).sub(round);
      DoubleVector floor = nearest.sub(one, sum.sub(nearest).compare(LT, 0));
      floor.reinterpretAsLongs().intoArray(out, x);
    }
  }

  /** out = Σ v[i]·w[i] modulo p over the first {@code terms} arrays of whole doubles. */
  static void combine(
      long[] out, int outAt, long[][] v, int terms, double[] w, double p, double split, int count) {
    DoubleVector big = DoubleVector.broadcast(DOUBLES, split);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    for (int x = 0; x < count; x += 4 * COUNT) {
      DoubleVector high0 = DoubleVector.zero(DOUBLES);
      DoubleVector high1 = DoubleVector.zero(DOUBLES);
      DoubleVector high2 = DoubleVector.zero(DOUBLES);
      DoubleVector high3 = DoubleVector.zero(DOUBLES);
      DoubleVector low0 = DoubleVector.zero(DOUBLES);
      DoubleVector low1 = DoubleVector.zero(DOUBLES);
      DoubleVector low2 = DoubleVector.zero(DOUBLES);
      DoubleVector low3 = DoubleVector.zero(DOUBLES);
      for (int i = 0; i < terms; i++) {
        long[] from = v[i];
        DoubleVector y = DoubleVector.broadcast(DOUBLES, w[i]);
        DoubleVector x0 = LongVector.fromArray(LONGS, from, x).reinterpretAsDoubles();
        DoubleVector x1 = LongVector.fromArray(LONGS, from, x + COUNT).reinterpretAsDoubles();
        DoubleVector x2 = LongVector.fromArray(LONGS, from, x + 2 * COUNT).reinterpretAsDoubles();
        DoubleVector x3 = LongVector.fromArray(LONGS, from, x + 3 * COUNT).reinterpretAsDoubles();
        DoubleVector h0 = big.sub(x0.fma(y, big));
        DoubleVector h1 = big.sub(x1.fma(y, big));
        DoubleVector h2 = big.sub(x2.fma(y, big));
        DoubleVector h3 = big.sub(x3.fma(y, big));
        high0 = high0.sub(h0);
        high1 = high1.sub(h1);
        high2 = high2.sub(h2);
        high3 = high3.sub(h3);
        low0 = low0.add(x0.fma(y, h0));
        low1 = low1.add(x1.fma(y, h1));
        low2 = low2.add(x2.fma(y, h2));
        low3 = low3.add(x3.fma(y, h3));
      }
      DoubleVector r0 = high0.fma(inv, round).sub(round).fma(minusP, high0).add(low0);
      DoubleVector r1 = high1.fma(inv, round).sub(round).fma(minusP, high1).add(low1);
      DoubleVector r2 = high2.fma(inv, round).sub(round).fma(minusP, high2).add(low2);
      DoubleVector r3 = high3.fma(inv, round).sub(round).fma(minusP, high3).add(low3);
      DoubleVector f0 = r0.fma(inv, round).sub(round).fma(minusP, r0);
      DoubleVector f1 = r1.fma(inv, round).sub(round).fma(minusP, r1);
      DoubleVector f2 = r2.fma(inv, round).sub(round).fma(minusP, r2);
      DoubleVector f3 = r3.fma(inv, round).sub(round).fma(minusP, r3);
      LongVector s0 = f0.add(round).reinterpretAsLongs();
      LongVector s1 = f1.add(round).reinterpretAsLongs();
      LongVector s2 = f2.add(round).reinterpretAsLongs();
      LongVector s3 = f3.add(round).reinterpretAsLongs();
      int at = outAt + x;
      s0.sub(bitsLessP).lanewise(UMIN, s0.sub(bits)).intoArray(out, at);
      s1.sub(bitsLessP).lanewise(UMIN, s1.sub(bits)).intoArray(out, at + COUNT);
      s2.sub(bitsLessP).lanewise(UMIN, s2.sub(bits)).intoArray(out, at + 2 * COUNT);
      s3.sub(bitsLessP).lanewise(UMIN, s3.sub(bits)).intoArray(out, at + 3 * COUNT);
    }
  }
}
