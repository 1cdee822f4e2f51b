package org.autoprivacy.kernel.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ScalingKernel;
import org.autoprivacy.kernel.spi.ScalingTables;
import org.jspecify.annotations.Nullable;

/** Scaling to t in C. */
record NativeScaling(int limbs, MemorySegment scaling) implements ScalingKernel {

  private static final @Nullable MethodHandle CREATE =
      KernelBindings.handle(
          "apk_scaling_create",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final @Nullable MethodHandle DESTROY =
      KernelBindings.handle("apk_scaling_destroy", FunctionDescriptor.ofVoid(ADDRESS));
  private static final @Nullable MethodHandle INSTRUCTIONS =
      KernelBindings.handle("apk_scaling_instructions", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final @Nullable MethodHandle SCALE =
      KernelBindings.handle(
          "apk_scale",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
          Linker.Option.critical(true));

  /** The kernel of these tables, or null where C has no vectors for them. */
  static @Nullable ScalingKernel of(ScalingTables tables) {
    int limbs = tables.from().size();
    long[] from = tables.from().stream().mapToLong(Modulus::value).toArray();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment base = arena.allocateFrom(JAVA_LONG, from);
      KernelBindings.check(
          (int)
              KernelBindings.require(CREATE).invokeExact(base, limbs, tables.plain().value(), out));
      MemorySegment made = out.get(ADDRESS, 0).reinterpret(Arena.ofAuto(), NativeScaling::destroy);
      boolean isFast = (int) KernelBindings.require(INSTRUCTIONS).invokeExact(made) > 0;
      return isFast ? new NativeScaling(limbs, made) : null;
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
  }

  private static void destroy(MemorySegment scaling) {
    try {
      KernelBindings.require(DESTROY).invokeExact(scaling);
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
  }

  @Override
  public boolean scale(long[] out, int outAt, long[] in, int n, long[][] scratch) {
    // The answer is written where the first scratch array begins: nothing is allocated.
    MemorySegment certain = MemorySegment.ofArray(scratch[0]);
    try {
      KernelBindings.check(
          (int)
              KernelBindings.require(SCALE)
                  .invokeExact(
                      scaling,
                      n,
                      KernelBindings.limb(out, outAt, n),
                      KernelBindings.limb(in, 0, limbs * n),
                      certain));
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
    return certain.get(JAVA_INT, 0) != 0;
  }
}
