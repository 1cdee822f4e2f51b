package org.autoprivacy.network;

import org.autoprivacy.data.LabelledImages;

/** Inference written down as the definitions say, one image, one value at a time, in longs. */
final class ScalarReference {

  private ScalarReference() {}

  /** What is added to an accumulator. */
  interface Errors {
    long of(int layer, int image, int value);
  }

  static long[] logits(Network network, LabelledImages images, int image, Errors errors) {
    Topology topology = network.topology();
    long[][] tensors = new long[topology.nodes().size() + 1][];
    tensors[0] = new long[images.size()];
    for (int i = 0; i < images.size(); i++) {
      tensors[0][i] = images.pixel(image, i);
    }
    int layer = 0;
    for (int n = 0; n < topology.nodes().size(); n++) {
      Node node = topology.nodes().get(n);
      TensorShape in = topology.tensor(node.input());
      TensorShape out = topology.tensor(n + 1);
      long[] from = tensors[node.input()];
      tensors[n + 1] =
          switch (node) {
            case Node.Linear linear -> {
              long[] residual =
                  linear.residual() < 0 ? new long[out.size()] : tensors[linear.residual()];
              yield linear(network, layer++, linear, from, residual, image, errors);
            }
            case Node.SumPool pool -> pool(pool.size(), in, out, from);
            case Node.Shortcut shortcut -> shortcut(shortcut.stride(), in, out, from);
          };
    }
    return tensors[tensors.length - 1];
  }

  private static long[] linear(
      Network network,
      int layer,
      Node.Linear node,
      long[] in,
      long[] residual,
      int image,
      Errors errors) {
    LayerShape s = node.shape();
    QuantizedLayer q = network.layer(layer);
    boolean depthwise = s.kind() == LayerShape.Kind.DEPTHWISE;
    long[] out = new long[(int) s.outputs()];
    int at = 0;
    for (int o = 0; o < s.outChannels(); o++) {
      for (int y = 0; y < s.outHeight(); y++) {
        for (int x = 0; x < s.outWidth(); x++) {
          long sum = q.bias(o);
          int term = 0;
          for (int c = depthwise ? o : 0; c < (depthwise ? o + 1 : s.inChannels()); c++) {
            for (int ky = 0; ky < s.kernel(); ky++) {
              for (int kx = 0; kx < s.kernel(); kx++) {
                int row = y * s.stride() + ky - s.padding();
                int col = x * s.stride() + kx - s.padding();
                if (row >= 0 && row < s.height() && col >= 0 && col < s.width()) {
                  sum += q.weight(o, term) * in[(c * s.height() + row) * s.width() + col];
                }
                term++;
              }
            }
          }
          sum += residual[at] << (node.residual() < 0 ? 0 : q.shift(o) + q.residualShift());
          sum += errors.of(layer, image, at);
          out[at++] =
              node.activation() == Activation.NONE
                  ? sum
                  : Math.clamp(
                      Math.floorDiv(sum, 1L << q.shift(o)),
                      node.activation().least(network.topology().bits()),
                      node.activation().most(network.topology().bits()));
        }
      }
    }
    return out;
  }

  private static long[] pool(int size, TensorShape in, TensorShape out, long[] from) {
    long[] to = new long[out.size()];
    for (int i = 0; i < from.length; i++) {
      int c = i / (in.height() * in.width());
      int y = i / in.width() % in.height() / size;
      int x = i % in.width() / size;
      to[(c * out.height() + y) * out.width() + x] += from[i];
    }
    return to;
  }

  private static long[] shortcut(int stride, TensorShape in, TensorShape out, long[] from) {
    long[] to = new long[out.size()];
    int before = (out.channels() - in.channels()) / 2;
    for (int i = 0; i < from.length; i++) {
      int c = i / (in.height() * in.width());
      int y = i / in.width() % in.height();
      int x = i % in.width();
      if (y % stride == 0 && x % stride == 0) {
        to[((before + c) * out.height() + y / stride) * out.width() + x / stride] = from[i];
      }
    }
    return to;
  }

  static long[] logits(Network network, LabelledImages images, int image) {
    return logits(network, images, image, (layer, i, value) -> 0);
  }
}
