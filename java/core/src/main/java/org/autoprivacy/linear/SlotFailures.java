package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.math.Primes;
import org.autoprivacy.math.PrimitiveRoots;
import org.autoprivacy.params.LayerParameters;

/**
 * What a wrong coefficient does to the values of a ciphertext whose sums were folded: {@code ±X^k}
 * too much moves the slot of exponent g by {@code ±ζ^(k·g)}, ζ a primitive 2n-th root of unity
 * modulo t. Behind foldings it is few k that fail, 0 above all, whose failure moves all values by
 * the same ±1; and those of a closed orbit mostly fail together ({@link NoiseClasses}, {@link
 * JointTail}, docs/notes/error-models.md). Immutable.
 */
public final class SlotFailures {

  private static final double CLOSE = 0.1;
  private static final double MOST_BITS = 200;
  private static final double LEAST_BITS = 1e-3;

  private final int polyDegree;
  private final List<Output> outputs;

  /**
   * An output ciphertext.
   *
   * @param below the chance that a failure is of one of the first classes
   * @param own how far coefficients of an orbit are apart in each class, s of {@link JointTail}
   * @param exponents those of the slots of its values, in the order of the values
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read only.
  private record Output(NoiseClasses classes, double[] below, double[] own, int[] exponents) {}

  private SlotFailures(int polyDegree, List<Output> outputs) {
    this.polyDegree = polyDegree;
    this.outputs = outputs;
  }

  /**
   * Of a layer in slots; empty if none of its sums is folded.
   *
   * @param log2Rate of wrong coefficients; where it is not that of the parameters, the bound is
   *     moved to where it is
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree
   */
  public static Optional<SlotFailures> of(LayerPlan plan, double log2Rate) {
    LayerParameters parameters = plan.parameters();
    int n = parameters.polyDegree();
    SlotProgram program = TiledProgram.of(plan.shape(), plan.packing(), n, plan.check());
    if (IntStream.range(0, program.outputsEach()).noneMatch(i -> program.output(i).folds())) {
      return Optional.empty();
    }
    List<NoiseClasses> classes = new SlotWork(program).classes();
    NoiseSetting setting = plan.setting(0, plan.privacy());
    double logQ =
        setting.logPrimes().stream().limit(plan.wireLimbs()).mapToDouble(log -> log).sum();
    LayerNoise whole = LayerNoise.of(program.work(), setting, WeightNorms.uniform(1));
    LayerNoise noise = whole.onWire(setting, plan.wireLimbs());
    double moved = 0;
    if (Math.abs(noise.log2ErrorRate(logQ, setting.logT()) - log2Rate) > CLOSE) {
      // Other bits would be left out of a reply with another q.
      noise = whole.switchedTo(setting, plan.wireLimbs());
      moved = moved(noise, logQ, setting.logT(), log2Rate);
    }
    double bound = Math.pow(2, logQ + moved - 1 - setting.logT());
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < program.outputs(); i++) {
      NoiseClasses spread = classes.get(i % classes.size());
      outputs.add(output(spread, noise, bound, exponents(program.outputPlaces(i), n)));
    }
    return Optional.of(new SlotFailures(n, outputs));
  }

  /** Bits of q that make coefficients wrong as often as they are said to be. */
  private static double moved(LayerNoise noise, double logQ, double logT, double log2Rate) {
    double low = -MOST_BITS;
    double high = MOST_BITS;
    while (high - low > LEAST_BITS) {
      double middle = (low + high) / 2;
      // Rates fall with q.
      if (noise.log2ErrorRate(logQ + middle, logT) > log2Rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Each class fails as often as the tail of its noise says. */
  private static Output output(
      NoiseClasses classes, LayerNoise noise, double bound, int[] exponents) {
    double rest = noise.constant() + noise.flood() * noise.flood() / 3;
    int last = classes.factors().size() - 1;
    double[] logs = new double[last + 1];
    double[] own = new double[last + 1];
    for (int i = 0; i <= last; i++) {
      double variance = noise.perWeight() * classes.factors().get(i) + rest;
      own[i] = bound * Math.sqrt(rest) / variance;
      double alone = JointTail.perValue(classes.together().get(i), own[i]);
      logs[i] =
          NormalTail.log2TwoSidedTail(bound / Math.sqrt(variance))
              + log2(alone)
              - Math.min(i + 1, last);
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] sums = new double[last + 2];
    for (int i = 0; i <= last; i++) {
      sums[i + 1] = sums[i] + Math.pow(2, logs[i] - most);
    }
    double[] below = Arrays.stream(sums).map(sum -> sum / sums[last + 1]).toArray();
    return new Output(classes, below, own, exponents);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Slot i of the first row has the exponent 3^i, that of the second row its negative. */
  private static int[] exponents(OutputPlaces places, int polyDegree) {
    int half = polyDegree / 2;
    return IntStream.range(0, places.count())
        .boxed()
        .sorted((a, b) -> Integer.compare(places.value(a), places.value(b)))
        .mapToInt(places::place)
        .map(slot -> new SlotTurn(slot % half, slot >= half).element(polyDegree))
        .toArray();
  }

  /** Whether the sums of an output ciphertext are folded. */
  public boolean folded(int ciphertext) {
    return !outputs.get(ciphertext).classes().folds().isEmpty();
  }

  /**
   * The powers of X, in [0, 2n) with {@code X^n = -1}, that a failure adds to a plaintext.
   *
   * @param random uniform in [0, 1)
   */
  int[] added(int ciphertext, DoubleSupplier random) {
    Output output = outputs.get(ciphertext);
    double chance = random.getAsDouble();
    int kind = 0;
    while (chance >= output.below()[kind + 1] && kind + 2 < output.below().length) {
      kind++;
    }
    // Of X^(2^i·odd) there are n/2^i up to 2n, signs included; and there is ±1.
    boolean constant = kind + 2 == output.below().length;
    int count = constant ? 2 : polyDegree >> kind;
    int number = (int) (random.getAsDouble() * count);
    int[] orbit =
        output.classes().wrongWith(constant ? number * polyDegree : (2 * number + 1) << kind);
    while (true) {
      int[] failed = exceeding(orbit, output.own()[kind], random);
      // Any of those that fail together may be the one that was drawn.
      if (random.getAsDouble() * failed.length < 1) {
        return failed;
      }
    }
  }

  /** The first of an orbit, and those that are beyond the bound with it. */
  private static int[] exceeding(int[] orbit, double own, DoubleSupplier random) {
    double shared = -Math.log(1 - random.getAsDouble()) - own * own + own * normal(random);
    return IntStream.range(0, orbit.length)
        .filter(i -> i == 0 || shared + own * normal(random) > 0)
        .map(i -> orbit[i])
        .toArray();
  }

  private static double normal(DoubleSupplier random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.getAsDouble()));
    return radius * Math.cos(2 * Math.PI * random.getAsDouble());
  }

  /**
   * What a failure adds to the values of a ciphertext.
   *
   * @param random uniform in [0, 1)
   * @param powers those of {@link #powers}
   * @param t the prime that they are modulo
   * @return in [0, t), for the values in ascending order
   */
  public long[] errors(int ciphertext, DoubleSupplier random, long[] powers, long t) {
    int[] added = added(ciphertext, random);
    return Arrays.stream(outputs.get(ciphertext).exponents())
        .mapToLong(exponent -> {
          long sum = 0;
          for (int power : added) {
            sum += powers[(int) ((long) power * exponent % powers.length)];
          }
          return sum % t;
        })
        .toArray();
  }

  /**
   * The powers of ζ.
   *
   * @param t a prime that is 1 modulo 2n
   * @return {@code long[2n]} in [0, t)
   */
  public long[] powers(long t) {
    long root = PrimitiveRoots.find(2L * polyDegree, t);
    return LongStream.iterate(1, power -> Primes.mulMod(power, root, t))
        .limit(2L * polyDegree)
        .toArray();
  }
}
