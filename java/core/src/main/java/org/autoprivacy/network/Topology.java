package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network without weights: its nodes in the order of evaluation. Node {@code i} gives tensor
 * {@code i + 1}; tensor 0 is the image. Immutable; every shape is checked when it is made.
 */
public final class Topology {

  /** Bits of weights and values that most networks have. */
  public static final int DEFAULT_BITS = 8;

  private static final int LEAST_BITS = 2;
  private static final int MOST_BITS = 15;
  private static final int IMAGE_MOST = 255;

  private final String name;
  private final int bits;
  private final List<Node> nodes;
  private final List<TensorShape> tensors;
  private final List<Node.Linear> layers;
  private final int[] layerNodes;

  /** A checked network of {@value #DEFAULT_BITS} bits. */
  public Topology(String name, TensorShape image, List<Node> nodes) {
    this(name, image, nodes, DEFAULT_BITS);
  }

  /**
   * A checked network.
   *
   * @param name what commands call it
   * @param image shape of the input, 8-bit unsigned values
   * @param nodes the nodes; the last is a linear layer without activation, the only such one
   * @param bits of weights, and of values between layers, in [2, 15]
   * @throws IllegalArgumentException if shapes do not fit or a layer's name is given twice
   */
  public Topology(String name, TensorShape image, List<Node> nodes, int bits) {
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "%s: a network has %d to %d bits, got %d".formatted(name, LEAST_BITS, MOST_BITS, bits));
    }
    this.name = name;
    this.bits = bits;
    this.nodes = List.copyOf(nodes);
    List<TensorShape> shapes = new ArrayList<>(List.of(image));
    List<Node.Linear> linear = new ArrayList<>();
    List<Integer> where = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.input() < 0 || node.input() > i || node.residual() > i) {
        throw new IllegalArgumentException(name + ": node " + i + " takes a tensor not made yet");
      }
      shapes.add(outputShape(name, node, shapes));
      if (node instanceof Node.Linear layer) {
        if (!names.add(layer.name())) {
          throw new IllegalArgumentException(name + ": two layers are called " + layer.name());
        }
        if ((layer.activation() == Activation.NONE) != (i == nodes.size() - 1)) {
          throw new IllegalArgumentException(
              name + ": the last layer, and no other, has no activation: " + layer.name());
        }
        linear.add(layer);
        where.add(i);
      }
    }
    if (linear.isEmpty() || !(nodes.getLast() instanceof Node.Linear)) {
      throw new IllegalArgumentException(name + ": a network ends in a linear layer");
    }
    this.tensors = List.copyOf(shapes);
    this.layers = List.copyOf(linear);
    this.layerNodes = where.stream().mapToInt(Integer::intValue).toArray();
  }

  private static TensorShape outputShape(String name, Node node, List<TensorShape> shapes) {
    TensorShape in = shapes.get(node.input());
    switch (node) {
      case Node.Linear layer -> {
        LayerShape shape = layer.shape();
        boolean flat = shape.kind() == LayerShape.Kind.FULLY_CONNECTED;
        boolean fits =
            flat
                ? in.size() == shape.inChannels()
                : in.equals(new TensorShape(shape.inChannels(), shape.height(), shape.width()));
        if (!fits) {
          throw new IllegalArgumentException(
              name + ": layer " + layer.name() + " takes " + shape + ", is given " + in);
        }
        TensorShape out = new TensorShape(shape.outChannels(), shape.outHeight(), shape.outWidth());
        if (layer.residual() >= 0 && !shapes.get(layer.residual()).equals(out)) {
          throw new IllegalArgumentException(
              name + ": layer " + layer.name() + " gives " + out + ", the tensor to add differs");
        }
        return out;
      }
      case Node.SumPool pool -> {
        if (pool.size() < 1 || in.height() % pool.size() != 0 || in.width() % pool.size() != 0) {
          throw new IllegalArgumentException(
              name + ": windows of " + pool.size() + " do not tile " + in);
        }
        return new TensorShape(in.channels(), in.height() / pool.size(), in.width() / pool.size());
      }
      case Node.Shortcut shortcut -> {
        int added = shortcut.outChannels() - in.channels();
        if (shortcut.stride() < 1 || added < 0 || added % 2 != 0) {
          throw new IllegalArgumentException(
              name + ": no shortcut from " + in + " to " + shortcut.outChannels() + " channels");
        }
        return new TensorShape(
            shortcut.outChannels(),
            (in.height() - 1) / shortcut.stride() + 1,
            (in.width() - 1) / shortcut.stride() + 1);
      }
    }
  }

  /** What commands call it. */
  public String name() {
    return name;
  }

  /** Bits of weights, signed, and of the values between layers. */
  public int bits() {
    return bits;
  }

  /**
   * The largest weight that training gives: negative ones are as large, so that one value is not
   * used.
   */
  public int largestWeight() {
    return (1 << (bits - 1)) - 1;
  }

  /** All nodes in the order of evaluation. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The linear layers in the order of evaluation. */
  public List<Node.Linear> layers() {
    return layers;
  }

  /** The node of a linear layer, both counted from 0. */
  public int nodeOf(int layer) {
    return layerNodes[layer];
  }

  /** The shape of tensor {@code index}; 0 is the image. */
  public TensorShape tensor(int index) {
    return tensors.get(index);
  }

  /** The shape of the image. */
  public TensorShape image() {
    return tensors.getFirst();
  }

  /** Number of classes: outputs of the last layer. */
  public int classes() {
    return tensors.getLast().size();
  }

  /** The smallest value that tensor {@code index} can hold, at most 0; not for the last tensor. */
  public int least(int index) {
    return index == 0
        ? 0
        : switch (nodes.get(index - 1)) {
          case Node.Linear layer -> layer.activation().least(bits);
          case Node.SumPool pool -> pool.size() * pool.size() * least(pool.input());
          case Node.Shortcut shortcut -> least(shortcut.input());
        };
  }

  /** The largest value that tensor {@code index} can hold; not for the last tensor. */
  public int most(int index) {
    return index == 0
        ? IMAGE_MOST
        : switch (nodes.get(index - 1)) {
          case Node.Linear layer -> layer.activation().most(bits);
          case Node.SumPool pool -> pool.size() * pool.size() * most(pool.input());
          case Node.Shortcut shortcut -> most(shortcut.input());
        };
  }

  /** The tensors made before node {@code node} that it or a later node takes, ascending. */
  public int[] liveBefore(int node) {
    Set<Integer> live = new java.util.TreeSet<>();
    for (Node later : nodes.subList(node, nodes.size())) {
      if (later.input() <= node) {
        live.add(later.input());
      }
      if (later.residual() >= 0 && later.residual() <= node) {
        live.add(later.residual());
      }
    }
    return live.stream().mapToInt(Integer::intValue).toArray();
  }
}
