package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ScalingKernel;
import org.autoprivacy.kernel.spi.ScalingTables;

/** Scaling to t, one number at a time. */
final class ScalarScaling implements ScalingKernel {

  private final ScalingTables tables;
  private final long[] companions;

  ScalarScaling(ScalingTables tables) {
    this.tables = tables;
    companions = new long[tables.from().size()];
    for (int i = 0; i < companions.length; i++) {
      companions[i] = tables.from().get(i).shoup(tables.scale(i));
    }
  }

  @Override
  public boolean scale(long[] out, int outAt, long[] in, int n, long[][] scratch) {
    Modulus t = tables.plain();
    double nearest = 1;
    for (int x = 0; x < n; x++) {
      long high = 0;
      long low = 0;
      double sum = 0.5;
      for (int i = 0; i < companions.length; i++) {
        Modulus q = tables.from().get(i);
        long y = q.multiplyShoup(in[i * n + x], tables.scale(i), companions[i]);
        long product = y * tables.factor(i);
        low += product;
        high += Math.unsignedMultiplyHigh(y, tables.factor(i)) + ScalarElements.carry(low, product);
        sum += y * tables.reciprocal(i);
      }
      long whole = (long) sum;
      double fraction = sum - whole;
      nearest = Math.min(nearest, Math.min(fraction, 1 - fraction));
      out[outAt + x] = t.add(t.reduceWide(high, low), t.reduce(whole));
    }
    return nearest > tables.doubt();
  }
}
