package org.autoprivacy.kernel;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.kernel.ffm.NativeProvider;
import org.autoprivacy.kernel.scalar.ScalarProvider;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.vector.VectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels this process computes with, decided once: the one that the system property {@value
 * #PROPERTY} names, or else the fastest that this machine has.
 */
public final class Kernels {

  /** {@code scalar}, {@code vector} or {@code native}: forces that kernel. */
  public static final String PROPERTY = "autoprivacy.kernel";

  private static final Choice CHOICE = choose(System.getProperty(PROPERTY));

  private Kernels() {}

  /** A kernel with the reason that it was taken. */
  private record Choice(KernelKind kind, KernelProvider provider, String reason) {}

  /** The reference and the two that may be missing, each made when first asked for. */
  private static final class Providers {
    static final ScalarProvider SCALAR = new ScalarProvider();
  }

  private static final class VectorHolder {
    static final KernelProvider VECTOR = new VectorProvider();
  }

  private static final class NativeHolder {
    static final KernelProvider NATIVE =
        new NativeProvider(
            obstacle(KernelKind.VECTOR) == null && VectorProvider.isFast()
                ? VectorHolder.VECTOR
                : Providers.SCALAR);
  }

  /** The kernel that everything runs on unless told otherwise. */
  public static KernelKind chosen() {
    return CHOICE.kind();
  }

  /** Why {@link #chosen} was chosen, in one line. */
  public static String reason() {
    return CHOICE.reason();
  }

  /** The kernels that can run here. */
  public static List<KernelKind> available() {
    List<KernelKind> kinds = new ArrayList<>();
    for (KernelKind kind : KernelKind.values()) {
      if (obstacle(kind) == null) {
        kinds.add(kind);
      }
    }
    return List.copyOf(kinds);
  }

  /**
   * How a kernel computes on this machine, in one line.
   *
   * @throws KernelUnavailableException if it cannot run here
   */
  public static String detail(KernelKind kind) {
    return provider(kind).detail();
  }

  /** The scalar kernels, which have every operation for every modulus. */
  static ScalarProvider reference() {
    return Providers.SCALAR;
  }

  static KernelProvider chosenProvider() {
    return CHOICE.provider();
  }

  /**
   * The implementation of a kind.
   *
   * @throws KernelUnavailableException if it cannot run here
   */
  static KernelProvider provider(KernelKind kind) {
    String obstacle = obstacle(kind);
    if (obstacle != null) {
      throw new KernelUnavailableException(
          "the %s kernel cannot run here: %s".formatted(kind.option(), obstacle));
    }
    return switch (kind) {
      case SCALAR -> Providers.SCALAR;
      case VECTOR -> VectorHolder.VECTOR;
      case NATIVE -> NativeHolder.NATIVE;
    };
  }

  /** Why a kind cannot run here and what to do, or null if it can. */
  private static @Nullable String obstacle(KernelKind kind) {
    return switch (kind) {
      case SCALAR -> null;
      case VECTOR ->
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
              ? null
              : "start the JVM with --add-modules=jdk.incubator.vector";
      case NATIVE -> NativeProvider.obstacle();
    };
  }

  private static Choice choose(@Nullable String forced) {
    if (forced != null) {
      KernelKind kind = KernelKind.parse(forced);
      return new Choice(kind, provider(kind), "the property %s says so".formatted(PROPERTY));
    }
    String obstacle = obstacle(KernelKind.VECTOR);
    if (obstacle != null) {
      return new Choice(KernelKind.SCALAR, Providers.SCALAR, "no vectors: " + obstacle);
    }
    if (!VectorProvider.isFast()) {
      return new Choice(
          KernelKind.SCALAR,
          Providers.SCALAR,
          "this machine has no fused multiply-add on 256-bit vectors");
    }
    return new Choice(KernelKind.VECTOR, VectorHolder.VECTOR, VectorHolder.VECTOR.detail());
  }
}
