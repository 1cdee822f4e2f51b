package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.ConversionTables;
import org.autoprivacy.kernel.spi.Modulus;

/** Conversion of bases with 128-bit sums, a block of numbers at a time. */
final class ScalarConversion implements ConversionKernel {

  private final ConversionTables tables;
  private final long[] companions;

  ScalarConversion(ConversionTables tables) {
    this.tables = tables;
    companions = new long[tables.from().size()];
    for (int i = 0; i < companions.length; i++) {
      companions[i] = tables.from().get(i).shoup(tables.inverse(i));
    }
  }

  @Override
  public void centred(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, companions.length + 1);
  }

  @Override
  public void approximate(long[] out, long[] in, int n, long[][] scratch) {
    convert(out, in, n, scratch, companions.length);
  }

  private void convert(long[] out, long[] in, int n, long[][] scratch, int terms) {
    int k = companions.length;
    int block = Math.min(n, BLOCK);
    for (int at = 0; at < n; at += block) {
      for (int i = 0; i < k; i++) {
        Modulus q = tables.from().get(i);
        for (int x = 0; x < block; x++) {
          scratch[i][x] = q.multiplyShoup(in[i * n + at + x], tables.inverse(i), companions[i]);
        }
      }
      if (terms > k) {
        countTurns(scratch, block);
      }
      for (int j = 0; j < tables.to().size(); j++) {
        combine(out, j * n + at, scratch, block, j, terms);
      }
    }
  }

  private void countTurns(long[][] scratch, int block) {
    int k = companions.length;
    for (int x = 0; x < block; x++) {
      double sum = 0.5;
      for (int i = 0; i < k; i++) {
        sum += scratch[i][x] * tables.reciprocal(i);
      }
      scratch[k][x] = (long) sum;
    }
  }

  private void combine(long[] out, int outAt, long[][] scratch, int block, int j, int terms) {
    Modulus p = tables.to().get(j);
    for (int x = 0; x < block; x++) {
      long high = 0;
      long low = 0;
      for (int i = 0; i < terms; i++) {
        long v = scratch[i][x];
        long w = tables.factor(j, i);
        long product = v * w;
        low += product;
        high += Math.unsignedMultiplyHigh(v, w) + ScalarElements.carry(low, product);
      }
      out[outAt + x] = p.reduceWide(high, low);
    }
  }
}
