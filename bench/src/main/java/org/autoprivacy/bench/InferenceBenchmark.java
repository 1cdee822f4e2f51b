package org.autoprivacy.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
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

  /** The networks of the paper. */
  @Param({"7cnet-cifar10", "resnet32-cifar100", "mobilenetv2-cifar100"})
  private String network = "";

  /** One core, and the two of a small machine. */
  @Param({"1", "2"})
  private int threads;

  private IntegerInference inference;
  private LabelledImages images;

  /** Draws weights and images. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    Topology topology = Topologies.byName(network);
    List<QuantizedLayer> layers = new ArrayList<>();
    for (Node.Linear layer : topology.layers()) {
      layers.add(random(layer, random));
    }
    inference =
        new IntegerInference(
            new Network(topology, layers, new TrainingRecord("random weights", 1, 0, 0, 0)));
    TensorShape shape = topology.image();
    byte[] pixels = new byte[IMAGES * shape.size()];
    random.nextBytes(pixels);
    images =
        new LabelledImages(
            "random images",
            shape.channels(),
            shape.height(),
            shape.width(),
            topology.classes(),
            pixels,
            new byte[IMAGES]);
  }

  private static QuantizedLayer random(Node.Linear layer, Random random) {
    LayerShape shape = layer.shape();
    byte[] weights = new byte[Math.toIntExact(shape.weights())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) Math.clamp(Math.round(random.nextGaussian() * 30), -127, 127);
    }
    int[] shifts = new int[shape.outChannels()];
    if (layer.activation() != Activation.NONE) {
      Arrays.fill(shifts, Math.getExponent(20 * Math.sqrt(shape.terms())));
    }
    return new QuantizedLayer(weights, new int[shifts.length], shifts, 0);
  }

  /** The logits of a set of images. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public long[] logits() {
    return inference.logits(images, threads, OutputErrors.NONE);
  }
}
