package org.autoprivacy.kernel.adaptive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.autoprivacy.kernel.scalar.ScalarProvider;
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
import org.autoprivacy.kernel.spi.ValueOrder;
import org.autoprivacy.kernel.vector.VectorProvider;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;

/** That vectors take over, when they are compiled, and that nobody can tell from the results. */
class AdaptiveProviderTest {

  private static final int N = 512;

  /** Between two looks; what is waited for needs the processors meanwhile. */
  private static final int PAUSE_MILLIS = 100;

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void workIsDoneOnceItAllocatesNothing() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicLong calls = new AtomicLong();
    long[][] kept = new long[1][];
    WarmUp warmUp =
        new WarmUp(() ->
            () -> {
              awaitQuietly(asked);
              if (calls.incrementAndGet() <= 5000) {
                kept[0] = new long[200];
              }
            });
    assertFalse(warmUp.isDone());
    asked.countDown();
    await(warmUp::isDone, "the warm-up does not end");
    assertTrue(calls.get() > 5000, "ended while it allocated, after " + calls);
    assertNotNull(kept[0]);
    long after = calls.get();
    Thread.sleep(20);
    assertTrue(calls.get() == after, "it goes on for ever");
  }

  @Test
  void workThatAllocatesIsNeverDone() throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    long[][] kept = new long[1][];
    WarmUp warmUp =
        new WarmUp(() ->
            () -> {
              kept[0] = new long[200];
              calls.incrementAndGet();
            });
    assertFalse(warmUp.isDone());
    await(() -> calls.get() > 10_000, "the warm-up has given up");
    assertFalse(warmUp.isDone());
    assertNotNull(kept[0]);
  }

  @Test
  void resultsAreThoseOfSingleValuesBeforeAndAfter() throws InterruptedException {
    AdaptiveProvider adaptive = new AdaptiveProvider(new ScalarProvider(), VectorProvider::new);
    All ours = new All(adaptive);
    long[] expected = new All(new ScalarProvider()).results();
    await(
        () -> {
          assertArrayEquals(expected, ours.results());
          return adaptive.isSettled();
        },
        "the vectors do not become warm");
    assertArrayEquals(expected, ours.results());
    AdaptiveNtt ntt = (AdaptiveNtt) ours.ntt;
    assertFalse(ntt.kernel().now().getClass().getName().contains("Scalar"));
  }

  /** Every operation of a provider, on random values of a fixed seed. */
  private static final class All {
    private final List<Modulus> primes =
        Primes.largest(44, 2L * N, 4).stream().map(Modulus::of).toList();
    private final NttKernel ntt;
    private final ElementKernel elements;
    private final ConversionKernel conversion;
    private final ScalingKernel scaling;
    private final LiftKernel lift;

    private All(KernelProvider provider) {
      List<Modulus> from = primes.subList(0, 2);
      List<Modulus> to = primes.subList(2, 4);
      Modulus t = Modulus.of(65537);
      ntt = provider.ntt(NttTables.of(N, primes.getFirst().value()));
      elements = provider.elements(primes.getFirst());
      conversion = Objects.requireNonNull(provider.conversion(ConversionTables.of(from, to)));
      scaling = Objects.requireNonNull(provider.scaling(ScalingTables.of(from, t)));
      lift = Objects.requireNonNull(provider.lift(LiftTables.of(t, to)));
    }

    private long[] random(int limbs, int first, long seed) {
      Random random = new Random(seed);
      long[] values = new long[limbs * N];
      Arrays.setAll(
          values, i -> Math.floorMod(random.nextLong(), primes.get(first + i / N).value()));
      return values;
    }

    private long[] results() {
      long[] a = random(1, 0, 1);
      long[] b = random(1, 0, 2);
      long q = primes.getFirst().value();
      List<long[]> all = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        all.add(a.clone());
      }
      ntt.forward(all.get(0), 0);
      ntt.inverse(all.get(1), 0);
      ntt.forwardLazy(all.get(2), 0);
      elements.reduce(all.get(2), 0, all.get(2), 0, N);
      ntt.inverseLazy(all.get(3), 0);
      elements.reduce(all.get(3), 0, all.get(3), 0, N);
      elements.add(all.get(4), 0, a, 0, b, 0, N);
      elements.subtract(all.get(5), 0, a, 0, b, 0, N);
      elements.negate(all.get(6), 0, a, 0, N);
      elements.multiply(all.get(7), 0, a, 0, b, 0, N);
      elements.multiplyAdd(all.get(8), 0, a, 0, b, 0, N);
      elements.multiplyScalar(all.get(9), 0, a, 0, q - 2, N);
      long[] companions = Arrays.stream(b).map(primes.getFirst()::shoup).toArray();
      elements.multiplyShoup(all.get(10), 0, a, 0, b, companions, 0, N);
      long[][] terms = {a, b, a, b, b};
      elements.sumOfProducts(all.get(11), 0, terms, 0, terms, 0, terms.length, N);
      ntt.forward(all.get(14), 0, b, 0, N);
      elements.liftAbove(all.get(15), 0, a, 0, q / 3, 5, N);
      long[] signs = Arrays.stream(b).map(x -> -(x & 1)).toArray();
      elements.liftSigned(all.get(16), 0, a, 0, signs, 0, 5, N);
      long p = primes.get(1).value();
      long inverse = primes.getFirst().inverse(p % q);
      elements.divide(all.get(12), 0, a, 0, random(1, 1, 3), 0, p, inverse, N);
      long[][] digits = {a, b, a, b, b, a};
      long[][] rows = {random(3, 1, 6), random(3, 1, 7), random(3, 1, 8)};
      ValueOrder order = new ValueOrder(N, 5);
      for (int from = 0; from < 6; from += 4) {
        int count = Math.min(4, 6 - from);
        elements.sumsOfPairs(
            all.get(17), 0, all.get(18), 0, order, digits, rows, from, count, a, N);
        elements.reduce(all.get(17), 0, all.get(17), 0, N);
        elements.reduce(all.get(18), 0, all.get(18), 0, N);
        all.add(all.get(17).clone());
      }
      long[] in = random(2, 0, 4);
      long[] out = new long[2 * N];
      long[][] scratch = new long[3][N];
      conversion.centred(out, in, N, scratch);
      all.add(out.clone());
      conversion.approximate(out, in, N, scratch);
      all.add(out.clone());
      long[] plain = new long[N];
      scaling.scale(plain, 0, in, N, scratch);
      all.add(plain.clone());
      long[] sum = random(2, 2, 5);
      lift.add(sum, plain, new long[N], N);
      all.add(sum.clone());
      Arrays.setAll(plain, i -> 65536 - plain[i]);
      lift.subtract(sum, plain, new long[N], N);
      all.add(sum);
      return all.stream().flatMapToLong(Arrays::stream).toArray();
    }
  }
}
