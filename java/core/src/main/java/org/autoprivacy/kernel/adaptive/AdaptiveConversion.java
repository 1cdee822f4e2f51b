package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.ConversionKernel;

/** Conversions between bases. */
record AdaptiveConversion(Adaptive<ConversionKernel> kernel) implements ConversionKernel {

  @Override
  public void centred(long[] out, long[] in, int n, long[][] scratch) {
    kernel.now().centred(out, in, n, scratch);
  }

  @Override
  public void approximate(long[] out, long[] in, int n, long[][] scratch) {
    kernel.now().approximate(out, in, n, scratch);
  }
}
