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
 * Transforms in C, and with AVX-512 IFMA the sums of a key's pairs; all other arithmetic, where C
 * is no faster, on the kernels it is given.
 */
public final class NativeProvider implements KernelProvider {

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
    return "transforms in C (%s), products: %s"
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
    boolean isFaster =
        KernelBindings.hasWideProducts() && modulus.bits() <= ElementKernel.PACKED_BITS;
    return isFaster ? new NativeElements(modulus.value(), others) : others;
  }

  @Override
  public @Nullable ConversionKernel conversion(ConversionTables tables) {
    return products.conversion(tables);
  }

  @Override
  public @Nullable ScalingKernel scaling(ScalingTables tables) {
    return products.scaling(tables);
  }

  @Override
  public @Nullable LiftKernel lift(LiftTables tables) {
    return products.lift(tables);
  }

  /** One plan. */
  private record NativeNtt(int polyDegree, MemorySegment plan) implements NttKernel {

    private MemorySegment limb(long[] values, int offset) {
      return MemorySegment.ofArray(values)
          .asSlice((long) offset * Long.BYTES, (long) polyDegree * Long.BYTES);
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
