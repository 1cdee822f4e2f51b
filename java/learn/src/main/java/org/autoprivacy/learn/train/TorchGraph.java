package org.autoprivacy.learn.train;

import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topology;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A topology evaluated with libtorch; what a linear layer computes is the subclass's. */
abstract class TorchGraph {

  private final Topology topology;
  private Observer observer = (index, tensor) -> {};

  TorchGraph(Topology topology) {
    this.topology = topology;
  }

  /** The nodes and shapes. */
  final Topology topology() {
    return topology;
  }

  /**
   * A linear layer, the residual and the activation.
   *
   * @param layer counted from 0
   * @param residual the tensor to add before the activation, or null
   */
  abstract Tensor linear(int layer, Node.Linear node, Tensor in, @Nullable Tensor residual);

  /** What average pooling gives for a window's mean: the mean, or the sum. */
  abstract Tensor pooled(Tensor mean, int size);

  /** Is told each tensor; tensor 0 is the image. */
  interface Observer {
    void see(int index, Tensor tensor);
  }

  /** Tells each tensor of later evaluations. */
  final void observer(Observer observer) {
    this.observer = observer;
  }

  /** The outputs of the last layer for images {@code [batch][channels][height][width]}. */
  final Tensor forward(Tensor images) {
    Tensor[] tensors = new Tensor[topology.nodes().size() + 1];
    tensors[0] = images;
    observer.see(0, images);
    int layer = 0;
    for (int n = 0; n < topology.nodes().size(); n++) {
      Node node = topology.nodes().get(n);
      Tensor in = tensors[node.input()];
      switch (node) {
        case Node.Linear linear -> {
          Tensor residual = linear.residual() < 0 ? null : tensors[linear.residual()];
          tensors[n + 1] = linear(layer++, linear, in, residual);
        }
        case Node.SumPool pool -> {
          long[] window = {pool.size(), pool.size()};
          Tensor wide = in.to(Torch.atLeastFloat(in.scalar_type()));
          tensors[n + 1] = pooled(torch.avg_pool2d(wide, window), pool.size());
        }
        case Node.Shortcut shortcut ->
            tensors[n + 1] = shortcut(in, shortcut, topology.tensor(shortcut.input()));
      }
      observer.see(n + 1, tensors[n + 1]);
    }
    return tensors[tensors.length - 1];
  }

  private static Tensor shortcut(Tensor in, Node.Shortcut node, TensorShape shape) {
    long before = ((long) node.outChannels() - shape.channels()) / 2;
    return torch.constant_pad_nd(everyNthPixel(in, node.stride()), 0, 0, 0, 0, before, before);
  }

  /** Weights times inputs plus bias, by the layer's shape. */
  static Tensor apply(LayerShape shape, Tensor in, Tensor weights, TensorOptional bias) {
    if (shape.kind() == LayerShape.Kind.FULLY_CONNECTED) {
      return torch.linear(in.flatten(1, -1), weights, bias);
    }
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    // The gradient of a strided depthwise layer is slow in oneDNN, in bfloat16 by a factor of 100.
    long step = depthwise ? 1 : shape.stride();
    Tensor sums =
        torch.conv2d(
            in,
            weights,
            bias,
            new long[] {step, step},
            new long[] {shape.padding(), shape.padding()},
            new long[] {1, 1},
            depthwise ? shape.inChannels() : 1);
    return step == shape.stride() ? sums : everyNthPixel(sums, shape.stride());
  }

  private static Tensor everyNthPixel(Tensor in, int n) {
    return in.slice(2, new LongOptional(), new LongOptional(), n)
        .slice(3, new LongOptional(), new LongOptional(), n);
  }

  /** The shape that libtorch wants a layer's weights in. */
  static long[] weightShape(LayerShape shape) {
    return switch (shape.kind()) {
      case FULLY_CONNECTED -> new long[] {shape.outChannels(), shape.inChannels()};
      case CONVOLUTION ->
          new long[] {shape.outChannels(), shape.inChannels(), shape.kernel(), shape.kernel()};
      case DEPTHWISE -> new long[] {shape.outChannels(), 1, shape.kernel(), shape.kernel()};
    };
  }

  /** One value per output channel, shaped to meet the layer's weights. */
  static Tensor perRow(LayerShape shape, Tensor values) {
    return shape.kind() == LayerShape.Kind.FULLY_CONNECTED
        ? values.view(-1, 1)
        : values.view(-1, 1, 1, 1);
  }
}
