package org.autoprivacy.bench;

import java.util.concurrent.TimeUnit;
import org.autoprivacy.security.CostModelKind;
import org.autoprivacy.security.LatticeEstimator;
import org.autoprivacy.security.LweParameters;
import org.autoprivacy.security.SecurityEstimate;
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

/** One estimate of LWE security, uncached; one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SecurityBenchmark {

  /** Poly degree and log2 q: the HE standard's rows for 128 bits, and one each for 192 and 256. */
  @Param({"1024-27", "4096-109", "8192-152", "8192-218", "16384-237", "32768-881"})
  private String point = "";

  /** Token of the cost model: the default, and the one with the widest plateaus. */
  @Param({"matzov", "adps16"})
  private String model = "";

  private LweParameters parameters = LweParameters.of(1024, 27);
  private CostModelKind kind = CostModelKind.MATZOV;

  /** Reads the parameters. */
  @Setup
  public void setUp() {
    String[] parts = point.split("-", 2);
    parameters = LweParameters.of(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    kind = CostModelKind.parse(model);
  }

  /** All three attacks. */
  @Benchmark
  public SecurityEstimate estimate() {
    return LatticeEstimator.estimate(parameters, kind);
  }
}
