package org.autoprivacy.kernel.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/** The symbols of native/kernels/autoprivacy_kernels.h, loaded once. */
final class KernelBindings {

  private static final int ABI_VERSION = 5;
  private static final int AVX2 = 1; // APK_AVX2
  private static final int IFMA = 3; // APK_AVX512_IFMA

  /** Why the library cannot be used, or null if it can. */
  static final @Nullable String OBSTACLE;

  private static final @Nullable SymbolLookup LOOKUP;

  static {
    SymbolLookup lookup = null;
    String obstacle = null;
    try {
      lookup = SymbolLookup.libraryLookup(KernelLibraryFile.locate(), Arena.global());
    } catch (IOException | IllegalArgumentException e) {
      obstacle = e.getMessage();
    }
    LOOKUP = lookup;
    if (lookup != null && intOf("apk_abi_version") != ABI_VERSION) {
      obstacle =
          "the kernel library speaks ABI %d, this build %d: build both again"
              .formatted(intOf("apk_abi_version"), ABI_VERSION);
    }
    OBSTACLE = obstacle;
  }

  private static final @Nullable MethodHandle CREATE =
      handle("apk_ntt_create", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final @Nullable MethodHandle DESTROY =
      handle("apk_ntt_destroy", FunctionDescriptor.ofVoid(ADDRESS));

  // These are short, take no lock and allocate nothing, so an array may stay where it is.
  private static final FunctionDescriptor IN_PLACE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final @Nullable MethodHandle FORWARD =
      handle("apk_ntt_forward", IN_PLACE, Linker.Option.critical(true));
  private static final @Nullable MethodHandle FORWARD_FROM =
      handle(
          "apk_ntt_forward_from",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
          Linker.Option.critical(true));
  private static final @Nullable MethodHandle FORWARD_SIGNED =
      handle(
          "apk_ntt_forward_signed",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT),
          Linker.Option.critical(true));
  private static final @Nullable MethodHandle FORWARD_LAZY =
      handle("apk_ntt_forward_lazy", IN_PLACE, Linker.Option.critical(true));
  private static final @Nullable MethodHandle INVERSE =
      handle("apk_ntt_inverse", IN_PLACE, Linker.Option.critical(true));
  private static final @Nullable MethodHandle INVERSE_LAZY =
      handle("apk_ntt_inverse_lazy", IN_PLACE, Linker.Option.critical(true));
  private static final @Nullable MethodHandle PRODUCT =
      handle(
          "apk_product",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
          Linker.Option.critical(true));
  private static final @Nullable MethodHandle QUOTIENT =
      handle(
          "apk_quotient",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
          Linker.Option.critical(true));
  private static final @Nullable MethodHandle SUMS_OF_PAIRS =
      handle(
          "apk_sums_of_pairs",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS,
              ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
          Linker.Option.critical(true));

  private KernelBindings() {}

  static @Nullable MethodHandle handle(
      String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
    return LOOKUP == null
        ? null
        : Linker.nativeLinker().downcallHandle(LOOKUP.findOrThrow(symbol), descriptor, options);
  }

  static MethodHandle require(@Nullable MethodHandle handle) {
    if (handle == null) {
      throw new IllegalStateException("the kernel library is not loaded: " + OBSTACLE);
    }
    return handle;
  }

  /** Some values of an array, where they are. */
  static MemorySegment limb(long[] values, int offset, int count) {
    return MemorySegment.ofArray(values)
        .asSlice((long) offset * Long.BYTES, (long) count * Long.BYTES);
  }

  private static int intOf(String symbol) {
    try {
      return (int) require(handle(symbol, FunctionDescriptor.of(JAVA_INT))).invokeExact();
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** What instructions the library runs on here, in words. */
  static String instructions() {
    return switch (intOf("apk_instructions")) {
      case 0 -> "portable";
      case 1 -> "AVX2 below 2^50, else portable";
      case 2 -> "AVX-512";
      default -> "AVX-512, with IFMA below 2^50";
    };
  }

  /** Whether the library has vectors of doubles, for moduli below 2^50. */
  static boolean hasVectors() {
    return intOf("apk_instructions") >= AVX2;
  }

  /** Whether the library's products are those of AVX-512 IFMA. */
  static boolean hasWideProducts() {
    return intOf("apk_instructions") >= IFMA;
  }

  /** A plan that is freed once nothing refers to it any more; it holds no secret. */
  static MemorySegment create(int polyDegree, long prime) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      int status = (int) require(CREATE).invokeExact(polyDegree, prime, out);
      if (status != 0) {
        throw new IllegalStateException(
            "the kernel library makes no plan for (n, q) = (%d, %d): status %d"
                .formatted(polyDegree, prime, status));
      }
      return out.get(ADDRESS, 0).reinterpret(Arena.ofAuto(), KernelBindings::destroy);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static void destroy(MemorySegment plan) {
    try {
      require(DESTROY).invokeExact(plan);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void forward(MemorySegment plan, MemorySegment values) {
    try {
      check((int) require(FORWARD).invokeExact(plan, values));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void forwardFrom(MemorySegment plan, MemorySegment out, MemorySegment values) {
    try {
      check((int) require(FORWARD_FROM).invokeExact(plan, out, values));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void forwardSigned(
      MemorySegment plan, MemorySegment out, MemorySegment numbers, boolean lazy) {
    try {
      check((int) require(FORWARD_SIGNED).invokeExact(plan, out, numbers, lazy ? 1 : 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void forwardLazy(MemorySegment plan, MemorySegment values) {
    try {
      check((int) require(FORWARD_LAZY).invokeExact(plan, values));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void inverse(MemorySegment plan, MemorySegment values) {
    try {
      check((int) require(INVERSE).invokeExact(plan, values));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void inverseLazy(MemorySegment plan, MemorySegment values) {
    try {
      check((int) require(INVERSE_LAZY).invokeExact(plan, values));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void product(
      int count, long modulus, MemorySegment out, MemorySegment a, MemorySegment b) {
    try {
      check((int) require(PRODUCT).invokeExact(count, modulus, out, a, b));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void quotient(
      int count,
      long modulus,
      long divisor,
      long inverse,
      MemorySegment out,
      MemorySegment a,
      MemorySegment b) {
    try {
      check((int) require(QUOTIENT).invokeExact(count, modulus, divisor, inverse, out, a, b));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void sumsOfPairs(
      int count,
      long modulus,
      MemorySegment first,
      MemorySegment second,
      ValueOrder.Blocks order,
      long[][] digits,
      long[][] rows,
      int from,
      int terms,
      long @Nullable [] start) {
    int row = from / 2;
    try {
      int status =
          (int)
              require(SUMS_OF_PAIRS)
                  .invokeExact(
                      count,
                      modulus,
                      first,
                      second,
                      MemorySegment.ofArray(order.targets()),
                      MemorySegment.ofArray(order.lanes()),
                      MemorySegment.ofArray(digits[from]),
                      orNull(terms > 1 ? digits[from + 1] : null),
                      orNull(terms > 2 ? digits[from + 2] : null),
                      orNull(terms > 3 ? digits[from + 3] : null),
                      MemorySegment.ofArray(rows[row]),
                      orNull(terms > 2 ? rows[row + 1] : null),
                      orNull(start));
      if (status != 0) {
        throw new IllegalArgumentException("the kernel library refuses a key, status " + status);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static MemorySegment orNull(long @Nullable [] values) {
    return values == null ? MemorySegment.NULL : MemorySegment.ofArray(values);
  }

  static void check(int status) {
    if (status != 0) {
      throw new IllegalArgumentException(
          "a value is out of the kernel's range: reduce the limb first (status " + status + ")");
    }
  }

  static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new AssertionError("a native call threw a checked exception", e);
  }
}
