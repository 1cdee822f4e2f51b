package org.autoprivacy.kernel.vector;

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
import org.jspecify.annotations.Nullable;

/** Kernels on the Vector API: doubles where the modulus allows, 64-bit lanes otherwise. */
public final class VectorProvider implements KernelProvider {

  /** Whether vectors are wide enough here, with a fused multiply-add, to beat single values. */
  public static boolean isFast() {
    return Lanes.preferredBits() >= 256 || System.getProperty("os.arch").equals("aarch64");
  }

  @Override
  public String detail() {
    return "Vector API, %d-bit vectors".formatted(Lanes.COUNT * Long.SIZE);
  }

  @Override
  public NttKernel ntt(NttTables tables) {
    if (VectorNtt19.serves(tables)) {
      return new VectorNtt19(tables);
    }
    return tables.modulus().bits() <= 50 ? new VectorNtt50(tables) : new VectorNtt61(tables);
  }

  @Override
  public ElementKernel elements(Modulus modulus) {
    return modulus.bits() <= 50 ? new VectorElements50(modulus) : new VectorElements61(modulus);
  }

  @Override
  public ConversionKernel conversion(ConversionTables tables) {
    return VectorConversion50.of(tables);
  }

  @Override
  public @Nullable ScalingKernel scaling(ScalingTables tables) {
    return VectorScaling50.of(tables);
  }

  @Override
  public @Nullable LiftKernel lift(LiftTables tables) {
    return VectorLift50.of(tables);
  }
}
