package org.autoprivacy.kernel.ffm;

import java.lang.foreign.MemorySegment;
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

/**
 * Transforms in C; below 2^50 products, quotients, scaling and lifting, too, and with AVX-512 IFMA
 * the sums of a key's pairs; all other arithmetic on the kernels it is given.
 */
public final class NativeProvider implements KernelProvider {

  /** Of moduli that C has vectors for. */
  private static final int MOST_BITS = 50;

  private final KernelProvider products;

  /** With the products of another provider. */
  public NativeProvider(KernelProvider products) {
    this.products = products;
  }

  /** Why the library cannot be used and what to do, or null if it can. */
  public static @Nullable String obstacle() {
    return KernelBindings.OBSTACLE;
  }

  @Override
  public String detail() {
    return "transforms and products in C (%s), the rest: %s"
        .formatted(KernelBindings.instructions(), products.detail());
  }

  @Override
  public NttKernel ntt(NttTables tables) {
    return new NativeNtt(
        tables.polyDegree(), KernelBindings.create(tables.polyDegree(), tables.modulus().value()));
  }

  @Override
  public ElementKernel elements(Modulus modulus) {
    ElementKernel others = products.elements(modulus);
    boolean hasPairs =
        KernelBindings.hasWideProducts() && modulus.bits() <= ElementKernel.PACKED_BITS;
    return KernelBindings.hasVectors() && modulus.bits() <= MOST_BITS
        ? new NativeElements(modulus.value(), hasPairs, others)
        : others;
  }

  @Override
  public @Nullable ConversionKernel conversion(ConversionTables tables) {
    return products.conversion(tables);
  }

  @Override
  public @Nullable ScalingKernel scaling(ScalingTables tables) {
    ScalingKernel inC = NativeScaling.of(tables);
    return inC == null ? products.scaling(tables) : inC;
  }

  @Override
  public @Nullable LiftKernel lift(LiftTables tables) {
    LiftKernel inC = NativeLift.of(tables);
    return inC == null ? products.lift(tables) : inC;
  }

  /** One plan. */
  private record NativeNtt(int polyDegree, MemorySegment plan) implements NttKernel {

    private MemorySegment limb(long[] values, int offset) {
      return KernelBindings.limb(values, offset, polyDegree);
    }

    @Override
    public void forward(long[] values, int offset) {
      KernelBindings.forward(plan, limb(values, offset));
    }

    @Override
    public void forward(long[] out, int outAt, long[] in, int inAt, int count) {
      KernelBindings.forwardFrom(plan, limb(out, outAt), limb(in, inAt));
    }

    @Override
    public void forwardSigned(
        long[] out, int outAt, long[] in, int inAt, long twice, boolean lazy, int count) {
      KernelBindings.forwardSigned(plan, limb(out, outAt), limb(in, inAt), lazy);
    }

    @Override
    public void forwardLazy(long[] values, int offset) {
      KernelBindings.forwardLazy(plan, limb(values, offset));
    }

    @Override
    public void inverse(long[] values, int offset) {
      KernelBindings.inverse(plan, limb(values, offset));
    }

    @Override
    public void inverseLazy(long[] values, int offset) {
      KernelBindings.inverseLazy(plan, limb(values, offset));
    }
  }
}
