package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.LiftKernel;

/** Plaintexts into ciphertexts. */
record AdaptiveLift(Adaptive<LiftKernel> kernel) implements LiftKernel {

  @Override
  public void add(long[] values, long[] plain, long[] fixes, int n) {
    kernel.now().add(values, plain, fixes, n);
  }

  @Override
  public void subtract(long[] values, long[] plain, long[] fixes, int n) {
    kernel.now().subtract(values, plain, fixes, n);
  }
}
