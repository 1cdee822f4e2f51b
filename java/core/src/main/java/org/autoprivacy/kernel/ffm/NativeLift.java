package org.autoprivacy.kernel.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.LiftTables;
import org.autoprivacy.kernel.spi.Modulus;
import org.jspecify.annotations.Nullable;

/** Plaintexts into ciphertexts in C. */
record NativeLift(int limbs, MemorySegment lift) implements LiftKernel {

  private static final int MOST_LIMBS = 1024; // of apk_lift_create

  private static final @Nullable MethodHandle CREATE =
      KernelBindings.handle(
          "apk_lift_create",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS));
  private static final @Nullable MethodHandle DESTROY =
      KernelBindings.handle("apk_lift_destroy", FunctionDescriptor.ofVoid(ADDRESS));
  private static final @Nullable MethodHandle INSTRUCTIONS =
      KernelBindings.handle("apk_lift_instructions", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final @Nullable MethodHandle LIFT =
      KernelBindings.handle(
          "apk_lift_values",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
          Linker.Option.critical(true));

  /** The kernel of these tables, or null where C has no vectors for them. */
  static @Nullable LiftKernel of(LiftTables tables) {
    int limbs = tables.to().size();
    if (limbs > MOST_LIMBS) {
      return null;
    }
    long[] to = tables.to().stream().mapToLong(Modulus::value).toArray();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment base = arena.allocateFrom(JAVA_LONG, to);
      KernelBindings.check(
          (int)
              KernelBindings.require(CREATE).invokeExact(tables.plain().value(), base, limbs, out));
      MemorySegment made = out.get(ADDRESS, 0).reinterpret(Arena.ofAuto(), NativeLift::destroy);
      boolean isFast = (int) KernelBindings.require(INSTRUCTIONS).invokeExact(made) > 0;
      return isFast ? new NativeLift(limbs, made) : null;
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
  }

  private static void destroy(MemorySegment lift) {
    try {
      KernelBindings.require(DESTROY).invokeExact(lift);
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
  }

  @Override
  public void add(long[] values, long[] plain, long[] fixes, int n) {
    lift(values, plain, n, 0);
  }

  @Override
  public void subtract(long[] values, long[] plain, long[] fixes, int n) {
    lift(values, plain, n, 1);
  }

  private void lift(long[] values, long[] plain, int n, int subtracted) {
    try {
      KernelBindings.check(
          (int)
              KernelBindings.require(LIFT)
                  .invokeExact(
                      lift,
                      n,
                      KernelBindings.limb(values, 0, limbs * n),
                      KernelBindings.limb(plain, 0, n),
                      subtracted));
    } catch (Throwable e) {
      throw KernelBindings.rethrow(e);
    }
  }
}
