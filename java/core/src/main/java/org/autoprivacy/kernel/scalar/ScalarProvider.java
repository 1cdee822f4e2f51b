package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;

/** Kernels on single longs; for every degree and modulus. */
public final class ScalarProvider implements KernelProvider {

  @Override
  public String detail() {
    return "single 64-bit values";
  }

  @Override
  public NttKernel ntt(NttTables tables) {
    return new ScalarNtt(tables);
  }

  @Override
  public ElementKernel elements(Modulus modulus) {
    return new ScalarElements(modulus);
  }
}
