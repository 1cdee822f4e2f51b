package org.autoprivacy.kernel.adaptive;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
 * Kernels that are fast at once: single values until the JIT compiler has compiled the vectors,
 * which a thread in the background brings about for what is called, and vectors from then on.
 */
public final class AdaptiveProvider implements KernelProvider {

  private final KernelProvider first;
  private final Supplier<KernelProvider> then;
  private final Map<Key, WarmUp> warmUps = new ConcurrentHashMap<>();

  /** What kernels with the same compiled code have in common, as far as that is known here. */
  private record Key(String operation, int bits, int otherBits, int size) {}

  /**
   * From one provider to another.
   *
   * @param first has every operation
   * @param then made in the background; may be the first one again
   */
  public AdaptiveProvider(KernelProvider first, Supplier<KernelProvider> then) {
    this.first = first;
    this.then = then;
  }

  @Override
  public String detail() {
    String now = first.detail();
    String later = then.get().detail();
    return now.equals(later) ? now : "%s, then %s".formatted(now, later);
  }

  /** Whether nothing that has been called is still warming up. */
  boolean isSettled() {
    return warmUps.values().stream().noneMatch(WarmUp::isUnderWay);
  }

  private WarmUp warmUp(
      String operation, int bits, int otherBits, int size, Supplier<Runnable> workload) {
    return warmUps.computeIfAbsent(
        new Key(operation, bits, otherBits, size), key -> new WarmUp(workload));
  }

  @Override
  public NttKernel ntt(NttTables tables) {
    int degree = Workloads.degree(tables.polyDegree());
    Modulus q = tables.modulus();
    WarmUp warmUp = warmUp("ntt", q.bits(), 0, degree, () -> Workloads.ntt(then.get(), degree, q));
    return new AdaptiveNtt(new Adaptive<>(first.ntt(tables), () -> then.get().ntt(tables), warmUp));
  }

  @Override
  public ElementKernel elements(Modulus modulus) {
    Map<ElementOperation, WarmUp> each = new EnumMap<>(ElementOperation.class);
    for (ElementOperation operation : ElementOperation.values()) {
      each.put(
          operation,
          warmUp(
              operation.name(),
              modulus.bits(),
              0,
              0,
              () -> operation.workload(then.get().elements(modulus), modulus)));
    }
    return new AdaptiveElements(first.elements(modulus), () -> then.get().elements(modulus), each);
  }

  @Override
  public @Nullable ConversionKernel conversion(ConversionTables tables) {
    ConversionKernel single = first.conversion(tables);
    if (single == null) {
      return null;
    }
    Supplier<ConversionKernel> fast = () -> orElse(then.get().conversion(tables), single);
    int limbs = tables.from().size();
    WarmUp warmUp =
        warmUp(
            "conversion",
            widest(tables.from()),
            widest(tables.to()),
            limbs,
            () -> Workloads.conversion(fast.get(), limbs, tables.to().size()));
    return new AdaptiveConversion(new Adaptive<>(single, fast, warmUp));
  }

  @Override
  public @Nullable ScalingKernel scaling(ScalingTables tables) {
    ScalingKernel single = first.scaling(tables);
    if (single == null) {
      return null;
    }
    Supplier<ScalingKernel> fast = () -> orElse(then.get().scaling(tables), single);
    int limbs = tables.from().size();
    WarmUp warmUp =
        warmUp(
            "scaling",
            widest(tables.from()),
            tables.plain().bits(),
            limbs,
            () -> Workloads.scaling(fast.get(), limbs));
    Adaptive<ScalingKernel> kernel = new Adaptive<>(single, fast, warmUp);
    return (out, outAt, in, n, scratch) -> kernel.now().scale(out, outAt, in, n, scratch);
  }

  @Override
  public @Nullable LiftKernel lift(LiftTables tables) {
    LiftKernel single = first.lift(tables);
    if (single == null) {
      return null;
    }
    Supplier<LiftKernel> fast = () -> orElse(then.get().lift(tables), single);
    int limbs = tables.to().size();
    WarmUp warmUp =
        warmUp(
            "lift",
            widest(tables.to()),
            tables.plain().bits(),
            limbs,
            () -> Workloads.lift(fast.get(), limbs));
    return new AdaptiveLift(new Adaptive<>(single, fast, warmUp));
  }

  private static int widest(List<Modulus> moduli) {
    return moduli.stream().mapToInt(Modulus::bits).max().orElseThrow();
  }

  private static <K> K orElse(@Nullable K kernel, K other) {
    return kernel == null ? other : kernel;
  }
}
