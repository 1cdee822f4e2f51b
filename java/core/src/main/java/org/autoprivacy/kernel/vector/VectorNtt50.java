package org.autoprivacy.kernel.vector;

import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;

/** The NTT of primes below 2^50 on doubles. */
final class VectorNtt50 implements NttKernel {

  private final Forward50 forward;
  private final Inverse50 inverse;

  VectorNtt50(NttTables tables) {
    forward = new Forward50(tables);
    inverse = new Inverse50(tables);
  }

  @Override
  public void forward(long[] values, int offset) {
    forward.transform(values, offset, values, offset, false, false);
  }

  @Override
  public void forward(long[] out, int outAt, long[] in, int inAt, int count) {
    forward.transform(out, outAt, in, inAt, false, false);
  }

  @Override
  public void forwardLazy(long[] values, int offset) {
    forward.transform(values, offset, values, offset, false, true);
  }

  @Override
  public void forwardSigned(
      long[] out, int outAt, long[] in, int inAt, long twice, boolean lazy, int count) {
    forward.transform(out, outAt, in, inAt, true, lazy);
  }

  @Override
  public void inverse(long[] values, int offset) {
    inverse.transform(values, offset, false);
  }

  @Override
  public void inverseLazy(long[] values, int offset) {
    inverse.transform(values, offset, true);
  }
}
