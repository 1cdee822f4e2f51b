package org.autoprivacy.bench;

import java.util.concurrent.TimeUnit;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.OutputErrors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact integer inference, in images per second; random weights, which take as long as others. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class InferenceBenchmark {

  private static final int IMAGES = 256;

  /** The networks of the paper, the last one with the bits of its Table 3. */
  @Param({
    "7cnet-cifar10",
    "resnet32-cifar100",
    "mobilenetv2-cifar100",
    "mobilenetv2-cifar10-14bit"
  })
  private String network = "";

  /** One core, and the two of a small machine. */
  @Param({"1", "2"})
  private int threads;

  private IntegerInference inference;
  private LabelledImages images;

  /** Draws weights and images. */
  @Setup
  public void setUp() {
    inference = new IntegerInference(RandomWeights.of(network));
    images = RandomWeights.images(inference.network(), IMAGES);
  }

  /** The logits of a set of images. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public long[] logits() {
    return inference.logits(images, threads, OutputErrors.NONE);
  }
}
