package org.autoprivacy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.ProfileJson;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.noise.ErrorRate;
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
 * A search's whole table: every layer of a network at 36 error rates in 3 packings; one thread. The
 * first shot of a fork is the time that a user sees.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class GeneratorBenchmark {

  private static final int LEAST_EXPONENT = 5;
  private static final int MOST_EXPONENT = 40;
  private static final int PLAIN_BITS = 24;

  /** The network with the most layers, 53 of them. */
  @Param("mobilenetv2-cifar100")
  private String network = "";

  private final List<LayerRequest> requests = new ArrayList<>();
  private MachineProfile profile;
  private ParameterGenerator full;

  /** Reads the profile that the first study recorded, and fills one generator's memory. */
  @Setup
  public void setUp() throws IOException {
    profile =
        ProfileJson.read(
            Path.of(System.getProperty("autoprivacy.home"))
                .resolve("docs/experiments/first-search/profile.json"));
    for (Node.Linear layer : Topologies.byName(network).layers()) {
      for (Packing packing :
          List.of(Packing.SLOTS_DELPHI, Packing.SLOTS_SCI, Packing.COEFFICIENTS_CHEETAH)) {
        for (int exponent = LEAST_EXPONENT; exponent <= MOST_EXPONENT; exponent++) {
          ErrorRate rate = new ErrorRate(-exponent, packing.defaultRateOf());
          requests.add(LayerRequest.of(layer.shape(), packing, PLAIN_BITS, rate));
        }
      }
    }
    full = ParameterGenerator.of(profile);
    requests.forEach(full::generate);
  }

  /** With nothing remembered but what does not depend on the layer. */
  @Benchmark
  public double tabulate() {
    return latency(ParameterGenerator.of(profile));
  }

  /** With every answer remembered. */
  @Benchmark
  public double tabulateAgain() {
    return latency(full);
  }

  private double latency(ParameterGenerator generator) {
    double nanos = 0;
    for (LayerRequest request : requests) {
      nanos += generator.generate(request).cost().latencyNanos();
    }
    return nanos;
  }
}
