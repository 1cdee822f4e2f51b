package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;

/** Writes a topology down node by node; each method continues from the newest tensor. */
final class TopologyBuilder {

  private final String name;
  private final TensorShape image;
  private final List<Node> nodes = new ArrayList<>();
  private int channels;
  private int height;
  private int width;

  TopologyBuilder(String name, int channels, int height, int width) {
    this.name = name;
    this.image = new TensorShape(channels, height, width);
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /** The newest tensor. */
  int tensor() {
    return nodes.size();
  }

  /** Channels of the newest tensor. */
  int channels() {
    return channels;
  }

  TopologyBuilder relu(String layer, int outChannels, int kernel, int stride) {
    return convolution(
        layer, outChannels, kernel, stride, tensor(), Activation.RELU, Node.NO_RESIDUAL);
  }

  TopologyBuilder convolution(
      String layer,
      int outChannels,
      int kernel,
      int stride,
      int input,
      Activation activation,
      int residual) {
    return add(
        layer,
        LayerShape.convolution(channels, height, width, outChannels, kernel, stride, kernel / 2),
        input,
        activation,
        residual);
  }

  TopologyBuilder depthwise(String layer, int kernel, int stride) {
    return add(
        layer,
        LayerShape.depthwise(channels, height, width, kernel, stride, kernel / 2),
        tensor(),
        Activation.RELU,
        Node.NO_RESIDUAL);
  }

  TopologyBuilder fullyConnected(String layer, int outputs, Activation activation) {
    return add(
        layer,
        LayerShape.fullyConnected(channels * height * width, outputs),
        tensor(),
        activation,
        Node.NO_RESIDUAL);
  }

  TopologyBuilder pool(int size) {
    nodes.add(new Node.SumPool(tensor(), size));
    height /= size;
    width /= size;
    return this;
  }

  /** A shortcut from {@code input}, after which the newest layer's shape still holds. */
  TopologyBuilder shortcut(int input, int stride, int outChannels) {
    nodes.add(new Node.Shortcut(input, stride, outChannels));
    return this;
  }

  private TopologyBuilder add(
      String layer, LayerShape shape, int input, Activation activation, int residual) {
    nodes.add(new Node.Linear(layer, shape, input, activation, residual));
    channels = shape.outChannels();
    height = shape.outHeight();
    width = shape.outWidth();
    return this;
  }

  Topology build() {
    return new Topology(name, image, nodes);
  }
}
