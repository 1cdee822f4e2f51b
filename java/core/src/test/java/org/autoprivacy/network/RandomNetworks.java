package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.autoprivacy.data.LabelledImages;

/** Networks and images from a seed, for tests. */
final class RandomNetworks {

  private RandomNetworks() {}

  /** Integers of every size that a topology allows, so that values are clamped at both ends. */
  static Network of(Topology topology, long seed) {
    Random random = new Random(seed);
    List<QuantizedLayer> layers = new ArrayList<>();
    for (Node.Linear layer : topology.layers()) {
      LayerShape shape = layer.shape();
      byte[] coarse = new byte[(int) shape.weights()];
      random.nextBytes(coarse);
      int finer = topology.bits() - Topology.DEFAULT_BITS;
      short[] weights = new short[coarse.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (short) ((coarse[i] << finer) + (finer > 0 ? random.nextInt(1 << finer) : 0));
      }
      long[] biases = new long[shape.outChannels()];
      int[] shifts = new int[biases.length];
      int typical = finer + (int) (Math.log(shape.terms() * 5000.0) / Math.log(2) / 1.4);
      for (int c = 0; c < biases.length; c++) {
        biases[c] = (random.nextInt(20001) - 10000L) << (2 * finer);
        shifts[c] = layer.activation() == Activation.NONE ? 0 : typical + random.nextInt(3);
      }
      int residualShift = layer.residual() >= 0 ? random.nextInt(3) - 1 : 0;
      layers.add(new QuantizedLayer(weights, biases, shifts, residualShift));
    }
    return new Network(topology, layers, new TrainingRecord("random", seed, 0, 0, 0));
  }

  static LabelledImages images(Topology topology, int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * topology.image().size()];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(topology.classes());
    }
    TensorShape shape = topology.image();
    return new LabelledImages(
        "random",
        shape.channels(),
        shape.height(),
        shape.width(),
        topology.classes(),
        pixels,
        labels);
  }

  /** All kinds of nodes in odd sizes: residuals of both kinds, depthwise, pooling, strides. */
  static Topology everyNode() {
    return everyNode(Topology.DEFAULT_BITS);
  }

  static Topology everyNode(int bits) {
    return new Topology(
        "every-node",
        new TensorShape(3, 9, 7),
        List.of(
            new Node.Linear(
                "a", LayerShape.convolution(3, 9, 7, 6, 3, 1, 1), 0, Activation.RELU, -1),
            new Node.Linear("b", LayerShape.depthwise(6, 9, 7, 3, 1, 1), 1, Activation.RELU, -1),
            new Node.Linear(
                "c", LayerShape.convolution(6, 9, 7, 6, 1, 1, 0), 2, Activation.SIGNED, 1),
            new Node.Linear(
                "d", LayerShape.convolution(6, 9, 7, 10, 3, 2, 1), 3, Activation.RELU, -1),
            new Node.Shortcut(3, 2, 10),
            new Node.Linear(
                "e", LayerShape.convolution(10, 5, 4, 10, 3, 1, 1), 4, Activation.RELU, 5),
            new Node.Linear(
                "f", LayerShape.convolution(10, 5, 4, 5, 2, 1, 0), 6, Activation.SIGNED, -1),
            new Node.Linear(
                "g", LayerShape.convolution(5, 4, 3, 4, 1, 1, 0), 7, Activation.RELU, -1),
            new Node.Linear(
                "h", LayerShape.convolution(4, 4, 3, 4, 3, 3, 0), 8, Activation.RELU, -1),
            new Node.Linear("i", LayerShape.fullyConnected(4, 12), 9, Activation.RELU, -1),
            new Node.Linear("j", LayerShape.fullyConnected(12, 7), 10, Activation.NONE, -1)),
        bits);
  }
}
