package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.NttKernel;

/** Transforms. */
record AdaptiveNtt(Adaptive<NttKernel> kernel) implements NttKernel {

  @Override
  public void forward(long[] values, int offset) {
    kernel.now().forward(values, offset);
  }

  @Override
  public void forward(long[] out, int outAt, long[] in, int inAt, int count) {
    kernel.now().forward(out, outAt, in, inAt, count);
  }

  @Override
  public void forwardLazy(long[] values, int offset) {
    kernel.now().forwardLazy(values, offset);
  }

  @Override
  public void forwardSigned(
      long[] out, int outAt, long[] in, int inAt, long twice, boolean lazy, int count) {
    kernel.now().forwardSigned(out, outAt, in, inAt, twice, lazy, count);
  }

  @Override
  public void inverse(long[] values, int offset) {
    kernel.now().inverse(values, offset);
  }

  @Override
  public void inverseLazy(long[] values, int offset) {
    kernel.now().inverseLazy(values, offset);
  }
}
