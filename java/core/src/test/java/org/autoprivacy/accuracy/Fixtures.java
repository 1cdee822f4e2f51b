package org.autoprivacy.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.search.LayerCandidate;

/** A network from a seed whose clean answers are the labels, and candidates as needed. */
final class Fixtures {

  static final Network NETWORK = networkOf(3);
  static final IntegerInference INFERENCE = new IntegerInference(NETWORK);

  private Fixtures() {}

  /** A network of the same layers with weights from a seed. */
  static Network networkOf(long seed) {
    Topology topology =
        new Topology(
            "test",
            new TensorShape(1, 8, 8),
            List.of(
                new Node.Linear(
                    "a", LayerShape.convolution(1, 8, 8, 8, 3, 1, 1), 0, Activation.RELU, -1),
                new Node.Linear(
                    "b", LayerShape.convolution(8, 8, 8, 8, 3, 2, 1), 1, Activation.RELU, -1),
                new Node.Linear("c", LayerShape.fullyConnected(128, 32), 2, Activation.RELU, -1),
                new Node.Linear("d", LayerShape.fullyConnected(32, 10), 3, Activation.NONE, -1)));
    Random random = new Random(seed);
    List<QuantizedLayer> layers = new ArrayList<>();
    int[] shifts = {9, 10, 11, 0};
    for (int i = 0; i < 4; i++) {
      LayerShape shape = topology.layers().get(i).shape();
      byte[] weights = new byte[(int) shape.weights()];
      random.nextBytes(weights);
      int[] layerShifts = new int[shape.outChannels()];
      java.util.Arrays.fill(layerShifts, shifts[i]);
      layers.add(new QuantizedLayer(weights, new int[shape.outChannels()], layerShifts, 0));
    }
    return new Network(topology, layers, new TrainingRecord("random", seed, 0, 0, 0));
  }

  /** Random images, labelled with what the network answers. */
  static LabelledImages images(int count) {
    Random random = new Random(11);
    byte[] pixels = new byte[count * 64];
    random.nextBytes(pixels);
    LabelledImages unlabelled = new LabelledImages("random", 1, 8, 8, 10, pixels, new byte[count]);
    long[] logits = INFERENCE.logits(unlabelled, 1, OutputErrors.NONE);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) IntegerInference.classOf(logits, i * 10, 10);
    }
    return new LabelledImages("random", 1, 8, 8, 10, pixels, labels);
  }

  /** The class that a network answers. */
  static int answer(Network network, LabelledImages images, int image) {
    long[] logits =
        new IntegerInference(network).logits(images.slice(image, image + 1), 1, OutputErrors.NONE);
    return IntegerInference.classOf(logits, 0, images.classes());
  }

  /** The shape of a layer of {@link #NETWORK}. */
  static LayerShape shape(int layer) {
    return NETWORK.topology().layers().get(layer).shape();
  }

  /** Calls for the outputs of one layer, of at most one block of images. */
  static void withOutputs(int layer, int images, Consumer<LayerOutputs> action) {
    INFERENCE.logits(
        images(images),
        1,
        (at, outputs) -> {
          if (at == layer) {
            action.accept(outputs);
          }
        });
  }

  /** Parameters that leave the rate {@code 2^-exponent} of what the packing counts by default. */
  static LayerCandidate candidate(Packing packing, double exponent, int... plainBits) {
    int polyDegree = 2048;
    List<Long> plainModuli = new ArrayList<>();
    for (int bits : plainBits) {
      plainModuli.add(Primes.largest(bits, 2L * polyDegree, 1).getFirst());
    }
    ErrorRate rate = new ErrorRate(-exponent, packing.defaultRateOf());
    return new LayerCandidate(
            rate,
            packing,
            new LayerParameters(
                polyDegree,
                Primes.largest(54, 2L * polyDegree, 1),
                OptionalLong.empty(),
                plainModuli),
            1,
            1,
            rate,
            1e6,
            1000,
            1000,
            128)
        .failingAt(rate);
  }

  /** The same candidate for every layer. */
  static List<LayerCandidate> everywhere(LayerCandidate candidate) {
    return java.util.Collections.nCopies(NETWORK.layerCount(), candidate);
  }
}
