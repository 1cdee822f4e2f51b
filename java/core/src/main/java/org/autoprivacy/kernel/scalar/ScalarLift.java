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
  public void fixes(long[] out, int outAt, long[] plain, int plainAt, int count) {
    long t = tables.plain().value();
    long half = (t + 1) >> 1;
    for (int x = 0; x < count; x++) {
      long m = plain[plainAt + x];
      long whole = Math.unsignedMultiplyHigh(m, remainderCompanion);
      // In [0, 2t), and half more in [0, 3t).
      long moved = m * tables.remainder() - whole * t + half;
      out[outAt + x] = whole + ((t - 1 - moved) >>> 63) + ((2 * t - 1 - moved) >>> 63);
    }
  }

  @Override
  public void add(
      int i,
      long[] values,
      int at,
      long[] plain,
      int plainAt,
      long[] fixes,
      int fixesAt,
      int count) {
    Modulus q = tables.to().get(i);
    for (int x = 0; x < count; x++) {
      long scaled = q.multiplyShoup(plain[plainAt + x], tables.quotient(i), companions[i]);
      long sum = q.add(scaled, q.reduce(fixes[fixesAt + x]));
      values[at + x] = q.add(values[at + x], sum);
    }
  }

  @Override
  public void subtract(
      int i,
      long[] values,
      int at,
      long[] plain,
      int plainAt,
      long[] fixes,
      int fixesAt,
      int count) {
    Modulus q = tables.to().get(i);
    for (int x = 0; x < count; x++) {
      long scaled = q.multiplyShoup(plain[plainAt + x], tables.quotient(i), companions[i]);
      long sum = q.add(scaled, q.reduce(fixes[fixesAt + x]));
      values[at + x] = q.subtract(values[at + x], sum);
    }
  }
}
