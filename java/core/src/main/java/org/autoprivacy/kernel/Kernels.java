package org.autoprivacy.kernel;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.kernel.adaptive.AdaptiveProvider;
import org.autoprivacy.kernel.ffm.NativeProvider;
import org.autoprivacy.kernel.scalar.ScalarProvider;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.vector.VectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels this process computes with, decided once: the one that the system property {@value
 * #PROPERTY} names, or else the one that goes over to vectors where those are fast, or single
 * values where there are none.
 */
public final class Kernels {

  /** {@code scalar}, {@code vector}, {@code native} or {@code adaptive}: forces that kernel. */
  public static final String PROPERTY = "autoprivacy.kernel";

  private static final Choice CHOICE = choose(System.getProperty(PROPERTY));

  private Kernels() {}

  /** A kernel, and the reason that it was taken if that does not lie in what it is. */
  private record Choice(KernelKind kind, KernelProvider provider, @Nullable String reason) {}

  /** The reference and those that may be missing, each made when first asked for. */
  private static final class Providers {
    static final ScalarProvider SCALAR = new ScalarProvider();
  }

  private static final class VectorHolder {
    static final KernelProvider VECTOR = new VectorProvider();

    /** Vectors, where they are wide enough to be worth it. */
    static KernelProvider fastest() {
      return settled() == KernelKind.VECTOR ? VECTOR : Providers.SCALAR;
    }
  }

  private static final class AdaptiveHolder {
    static final KernelProvider ADAPTIVE =
        new AdaptiveProvider(Providers.SCALAR, VectorHolder::fastest);
  }

  private static final class NativeHolder {
    static final KernelProvider NATIVE =
        new NativeProvider(
            obstacle(KernelKind.ADAPTIVE) == null ? AdaptiveHolder.ADAPTIVE : Providers.SCALAR);
  }

  /** The kernel that everything runs on unless told otherwise. */
  public static KernelKind chosen() {
    return CHOICE.kind();
  }

  /** Why {@link #chosen} was chosen, in one line. */
  public static String reason() {
    String reason = CHOICE.reason();
    return reason == null ? CHOICE.provider().detail() : reason;
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

  /**
   * Checks that a kernel can run here, without preparing it.
   *
   * @throws KernelUnavailableException if it cannot
   */
  public static void requireAvailable(KernelKind kind) {
    String obstacle = obstacle(kind);
    if (obstacle != null) {
      throw new KernelUnavailableException(
          "the %s kernel cannot run here: %s".formatted(kind.option(), obstacle));
    }
  }

  /** What the adaptive kernel becomes here: vectors, or single values where those are faster. */
  public static KernelKind settled() {
    return obstacle(KernelKind.VECTOR) == null && VectorProvider.isFast()
        ? KernelKind.VECTOR
        : KernelKind.SCALAR;
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
    requireAvailable(kind);
    return switch (kind) {
      case SCALAR -> Providers.SCALAR;
      case VECTOR -> VectorHolder.VECTOR;
      case NATIVE -> NativeHolder.NATIVE;
      case ADAPTIVE -> AdaptiveHolder.ADAPTIVE;
    };
  }

  /** Why a kind cannot run here and what to do, or null if it can. */
  private static @Nullable String obstacle(KernelKind kind) {
    return switch (kind) {
      case SCALAR -> null;
      case VECTOR, ADAPTIVE ->
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
    String obstacle = obstacle(KernelKind.ADAPTIVE);
    return obstacle == null
        ? new Choice(KernelKind.ADAPTIVE, AdaptiveHolder.ADAPTIVE, null)
        : new Choice(KernelKind.SCALAR, Providers.SCALAR, "no vectors: " + obstacle);
  }
}
