package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.LiftTables;
import org.autoprivacy.kernel.spi.Modulus;

/** Plaintexts into ciphertexts, one coefficient at a time. */
final class ScalarLift implements LiftKernel {

  private final LiftTables tables;
  private final long remainderCompanion;
  private final long[] companions;

  ScalarLift(LiftTables tables) {
    this.tables = tables;
    remainderCompanion = tables.plain().shoup(tables.remainder());
    companions = new long[tables.to().size()];
    for (int i = 0; i < companions.length; i++) {
      companions[i] = tables.to().get(i).shoup(tables.quotient(i));
    }
  }

  @Override
  public void add(long[] values, long[] plain, long[] fixes, int n) {
    lift(values, plain, fixes, n, 0);
  }

  @Override
  public void subtract(long[] values, long[] plain, long[] fixes, int n) {
    lift(values, plain, fixes, n, -1);
  }

  /** All ones in {@code negative} subtract, zeros add. */
  private void lift(long[] values, long[] plain, long[] fixes, int n, long negative) {
    fixes(fixes, plain, n);
    for (int i = 0; i < companions.length; i++) {
      Modulus q = tables.to().get(i);
      for (int x = 0; x < n; x++) {
        long scaled = q.multiplyShoup(plain[x], tables.quotient(i), companions[i]);
        long sum = q.add(scaled, q.reduce(fixes[x]));
        values[i * n + x] = q.add(values[i * n + x], sum + (negative & (q.negate(sum) - sum)));
      }
    }
  }

  private void fixes(long[] out, long[] plain, int n) {
    long t = tables.plain().value();
    long half = (t + 1) >> 1;
    for (int x = 0; x < n; x++) {
      long m = plain[x];
      long whole = Math.unsignedMultiplyHigh(m, remainderCompanion);
      // In [0, 2t), and half more in [0, 3t).
      long moved = m * tables.remainder() - whole * t + half;
      out[x] = whole + ((t - 1 - moved) >>> 63) + ((2 * t - 1 - moved) >>> 63);
    }
  }
}
