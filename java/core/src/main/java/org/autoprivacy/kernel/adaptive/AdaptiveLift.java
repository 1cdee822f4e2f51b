package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.LiftKernel;

/** Plaintexts into ciphertexts. */
record AdaptiveLift(Adaptive<LiftKernel> kernel) implements LiftKernel {

  @Override
  public void fixes(long[] out, int outAt, long[] plain, int plainAt, int count) {
    kernel.now().fixes(out, outAt, plain, plainAt, count);
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
    kernel.now().add(i, values, at, plain, plainAt, fixes, fixesAt, count);
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
    kernel.now().subtract(i, values, at, plain, plainAt, fixes, fixesAt, count);
  }
}
