package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.ConversionTables;
import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.LiftTables;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;
import org.autoprivacy.kernel.spi.ScalingKernel;
import org.autoprivacy.kernel.spi.ScalingTables;

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

  @Override
  public ConversionKernel conversion(ConversionTables tables) {
    return new ScalarConversion(tables);
  }

  @Override
  public ScalingKernel scaling(ScalingTables tables) {
    return new ScalarScaling(tables);
  }

  @Override
  public LiftKernel lift(LiftTables tables) {
    return new ScalarLift(tables);
  }
}
