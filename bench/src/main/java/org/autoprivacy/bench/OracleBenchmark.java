package org.autoprivacy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.NetworkOracle;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Policies that the accuracy oracle answers a minute, on 2,000 images and without stopping early.
 * Every question is another policy, each layer's rate drawn from a range.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MINUTES)
@Fork(3)
@Warmup(iterations = 1, time = 8)
@Measurement(iterations = 2, time = 8)
public class OracleBenchmark {

  private static final int IMAGES = 2000;
  private static final int POLY_DEGREE = 8192;

  /** The network that the requirement names. */
  @Param("resnet32-cifar100")
  private String network = "";

  /** What errors do. */
  @Param({"slots", "coefficients", "paper"})
  private String errorModel = "";

  /** Exponents of the layers' rates: the paper's range, and 5:40 the search's, which is easier. */
  @Param("5:15")
  private String range = "";

  /** One core, and the two of a small machine. */
  @Param("2")
  private int threads;

  private final Random random = new Random(3);
  private final List<List<LayerCandidate>> tables = new ArrayList<>();
  private NetworkOracle oracle;

  /** Draws weights and images, and has the clean answers computed. */
  @Setup
  public void setUp() {
    Network weights = RandomWeights.of(network);
    ErrorModelKind kind = ErrorModelKind.parse(errorModel);
    int least = Integer.parseInt(range.substring(0, range.indexOf(':')));
    int most = Integer.parseInt(range.substring(range.indexOf(':') + 1));
    for (int i = 0; i < weights.layerCount(); i++) {
      List<LayerCandidate> table = new ArrayList<>();
      for (int exponent = least; exponent <= most; exponent++) {
        table.add(candidate(kind, weights.worstCaseRange(i).plainBits(), exponent));
      }
      tables.add(table);
    }
    oracle =
        new NetworkOracle(
            new IntegerInference(weights), RandomWeights.images(weights, IMAGES), kind, 1, threads);
    policies();
  }

  private static LayerCandidate candidate(ErrorModelKind kind, int plainBits, int exponent) {
    boolean slots = kind == ErrorModelKind.SLOTS;
    ErrorRate rate =
        new ErrorRate(
            -exponent,
            slots
                ? ErrorRate.Of.CIPHERTEXT
                : kind == ErrorModelKind.PAPER ? ErrorRate.Of.VALUE : ErrorRate.Of.COEFFICIENT);
    LayerParameters parameters =
        new LayerParameters(
            POLY_DEGREE,
            Primes.largest(54, 2L * POLY_DEGREE, 2),
            OptionalLong.empty(),
            Primes.largest(plainBits + 1, 2L * POLY_DEGREE, 1));
    return new LayerCandidate(
            rate,
            slots ? Packing.SLOTS_DELPHI : Packing.COEFFICIENTS_CHEETAH,
            parameters,
            1,
            1,
            rate,
            1e6,
            1000,
            1000,
            128)
        .failingAt(rate);
  }

  /** The accuracy under a policy that was not asked for before. */
  @Benchmark
  public AccuracyEstimate policies() {
    List<LayerCandidate> policy = new ArrayList<>();
    for (List<LayerCandidate> table : tables) {
      policy.add(table.get(random.nextInt(table.size())));
    }
    return oracle.estimate(policy, Sampling.all(IMAGES));
  }
}
