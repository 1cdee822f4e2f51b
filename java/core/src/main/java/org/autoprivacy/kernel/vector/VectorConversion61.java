package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.ConversionTables;

/** Conversion between bases of primes below 2^61 with Shoup's products on 64-bit lanes. */
final class VectorConversion61 implements ConversionKernel {

  private static final long LOW = (1L << 32) - 1;

  private final ConversionTables tables;
  private final VectorElements61[] sources;
  private final long[][] factors;
  private final long[][] companions;
  private final double[] reciprocals;

  VectorConversion61(ConversionTables tables) {
    this.tables = tables;
    sources = tables.from().stream().map(VectorElements61::new).toArray(VectorElements61[]::new);
    int k = sources.length;
    int m = tables.to().size();
    factors = new long[m][k + 1];
    companions = new long[m][k + 1];
    reciprocals = new double[k];
    for (int i = 0; i < k; i++) {
      reciprocals[i] = tables.reciprocal(i);
    }
    for (int j = 0; j < m; j++) {
      for (int i = 0; i <= k; i++) {
        factors[j][i] = tables.factor(j, i);
        companions[j][i] = tables.to().get(j).shoup(factors[j][i]);
      }
    }
  }

  @Override
  public void centred(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, sources.length + 1);
  }

  @Override
  public void approximate(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, sources.length);
  }

  private void convert(long[] out, long[] in, int n, long[][] scratch, int terms) {
    int k = sources.length;
    int block = Math.min(n, BLOCK);
    for (int at = 0; at < n; at += block) {
      for (int i = 0; i < k; i++) {
        sources[i].multiplyScalar(scratch[i], 0, in, i * n + at, tables.inverse(i), block);
      }
      if (terms > k) {
        turns(scratch, block);
      }
      for (int j = 0; j < factors.length; j++) {
        long p = tables.to().get(j).value();
        combine(out, j * n + at, scratch, terms, factors[j], companions[j], p, block);
      }
    }
  }

  private void turns(long[][] scratch, int count) {
    double[] over = reciprocals;
    long[] out = scratch[over.length];
    for (int x = 0; x < count; x++) {
      double sum = 0.5;
      for (int i = 0; i < over.length; i++) {
        sum += scratch[i][x] * over[i];
      }
      out[x] = (long) sum;
    }
  }

  /** out = Σ v[i]·w[i] modulo p over the first {@code terms} arrays. */
  private static void combine(
      long[] out, int outAt, long[][] v, int terms, long[] w, long[] companion, long p, int count) {
    LongVector q = LongVector.broadcast(LONGS, p);
    LongVector twice = q.add(q);
    LongVector lowBits = LongVector.broadcast(LONGS, LOW);
    for (int x = 0; x < count; x += COUNT) {
      LongVector sum = LongVector.zero(LONGS);
      for (int i = 0; i < terms; i++) {
        LongVector y = LongVector.broadcast(LONGS, w[i]);
        LongVector cLow = LongVector.broadcast(LONGS, companion[i] & LOW);
        LongVector cHigh = LongVector.broadcast(LONGS, companion[i] >>> 32);
        LongVector a = LongVector.fromArray(LONGS, v[i], x);
        LongVector aLow = a.and(lowBits);
        LongVector aHigh = a.lanewise(LSHR, 32);
        LongVector parts =
            aHigh.mul(cLow).lanewise(LSHR, 32).add(aLow.mul(cHigh).lanewise(LSHR, 32));
        LongVector wide = a.mul(y).sub(aHigh.mul(cHigh).add(parts).mul(q));
        LongVector next = sum.add(wide.lanewise(UMIN, wide.sub(twice)));
        sum = next.lanewise(UMIN, next.sub(twice));
      }
      sum.lanewise(UMIN, sum.sub(q)).intoArray(out, outAt + x);
    }
  }
}
