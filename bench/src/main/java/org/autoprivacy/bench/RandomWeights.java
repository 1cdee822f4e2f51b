package org.autoprivacy.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;

/** Networks with random weights, which take as long as trained ones, and images for them. */
final class RandomWeights {

  private RandomWeights() {}

  /** A network by its name. */
  static Network of(String name) {
    Random random = new Random(1);
    Topology topology = Topologies.byName(name);
    List<QuantizedLayer> layers = new ArrayList<>();
    for (Node.Linear layer : topology.layers()) {
      layers.add(layer(layer, topology.largestWeight(), random));
    }
    return new Network(topology, layers, new TrainingRecord("random weights", 1, 0, 0, 0));
  }

  private static QuantizedLayer layer(Node.Linear layer, int largest, Random random) {
    LayerShape shape = layer.shape();
    short[] weights = new short[Math.toIntExact(shape.weights())];
    double deviation = largest / 4.0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          (short) Math.clamp(Math.round(random.nextGaussian() * deviation), -largest, largest);
    }
    int[] shifts = new int[shape.outChannels()];
    if (layer.activation() != Activation.NONE) {
      Arrays.fill(shifts, Math.getExponent(deviation * Math.sqrt(shape.terms()) / 1.5));
    }
    return new QuantizedLayer(weights, new long[shifts.length], shifts, 0);
  }

  /** Random images with random labels. */
  static LabelledImages images(Network network, int count) {
    Random random = new Random(2);
    TensorShape shape = network.topology().image();
    byte[] pixels = new byte[count * shape.size()];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(network.topology().classes());
    }
    return new LabelledImages(
        "random images",
        shape.channels(),
        shape.height(),
        shape.width(),
        network.topology().classes(),
        pixels,
        labels);
  }
}
