package org.autoprivacy.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One block of images on its way through a network: the tensors that are still needed, with images
 * in the lanes, {@code [pixel][channel][LANES]}. Not thread-safe; buffers are used again from block
 * to block.
 */
final class BlockRun {

  private static final int LANES = ProductKernel.LANES;

  private final Network network;
  private final PreparedLayer[] prepared;
  private final int[] @Nullable [] tensors;
  private final int[] lastUse;
  private final Map<Integer, Deque<int[]>> free = new HashMap<>();
  private long[] large = new long[0];
  private final PreparedLayer.Scratch scratch = new PreparedLayer.Scratch();

  BlockRun(Network network, PreparedLayer[] prepared) {
    this.network = network;
    this.prepared = prepared;
    Topology topology = network.topology();
    this.tensors = new int[topology.nodes().size() + 1][];
    this.lastUse = new int[tensors.length];
    for (int node = 0; node < topology.nodes().size(); node++) {
      lastUse[topology.nodes().get(node).input()] = node;
      int residual = topology.nodes().get(node).residual();
      if (residual >= 0) {
        lastUse[residual] = node;
      }
    }
    lastUse[tensors.length - 1] = Integer.MAX_VALUE;
  }

  /** Forgets all tensors. */
  void clear() {
    for (int i = 0; i < tensors.length; i++) {
      release(i);
    }
  }

  /** A buffer for tensor {@code index}, {@code [pixel][channel][LANES]}, holding anything. */
  int[] make(int index) {
    int length = network.topology().tensor(index).size() * LANES;
    Deque<int[]> same = free.computeIfAbsent(length, key -> new ArrayDeque<>());
    int[] buffer = same.isEmpty() ? new int[length] : same.pop();
    tensors[index] = buffer;
    return buffer;
  }

  /** Tensor {@code index}, which must have been made. */
  int[] tensor(int index) {
    int[] tensor = tensors[index];
    if (tensor == null) {
      throw new IllegalStateException("tensor " + index + " has not been computed");
    }
    return tensor;
  }

  private void release(int index) {
    int[] tensor = tensors[index];
    if (tensor != null) {
      free.computeIfAbsent(tensor.length, key -> new ArrayDeque<>()).push(tensor);
      tensors[index] = null;
    }
  }

  /** Evaluates the nodes in [from, to) for the images of these numbers. */
  void run(int from, int to, int[] images, OutputErrors errors) {
    Topology topology = network.topology();
    int layer = 0;
    while (layer < prepared.length && topology.nodeOf(layer) < from) {
      layer++;
    }
    for (int node = from; node < to; node++) {
      switch (topology.nodes().get(node)) {
        case Node.Linear linear -> {
          linear(node, linear, layer, images, errors);
          layer++;
        }
        case Node.SumPool pool -> pool(node, pool);
        case Node.Shortcut shortcut -> shortcut(node, shortcut);
      }
      for (int i = 0; i <= node; i++) {
        if (lastUse[i] == node) {
          release(i);
        }
      }
    }
  }

  private void linear(int node, Node.Linear linear, int layer, int[] images, OutputErrors errors) {
    QuantizedLayer integers = network.layer(layer);
    int[] in = tensor(linear.input());
    int[] out = make(node + 1);
    if (network.isWide(layer)) {
      large = large.length < out.length ? new long[out.length] : large;
    }
    prepared[layer].apply(in, out, large, scratch);
    if (linear.residual() >= 0) {
      addShifted(layer, out, tensor(linear.residual()), integers);
    }
    errors.addTo(layer, outputs(layer, out, images));
    if (linear.activation() != Activation.NONE) {
      int least = network.topology().least(node + 1);
      int most = network.topology().most(node + 1);
      if (network.isWide(layer)) {
        requantize(large, out, integers, least, most);
      } else {
        requantize(out, integers, least, most);
      }
    }
  }

  private LayerOutputs outputs(int layer, int[] out, int[] images) {
    TensorShape shape = network.topology().tensor(network.topology().nodeOf(layer) + 1);
    return network.isWide(layer)
        ? LayerOutputs.inLanes(large, LANES, shape, images)
        : LayerOutputs.inLanes(out, LANES, shape, images);
  }

  /** The last layer's accumulator of a class, after the whole network has run. */
  long logit(int image, int label) {
    int at = label * LANES + image;
    return network.isWide(network.layerCount() - 1) ? large[at] : tensor(tensors.length - 1)[at];
  }

  private void addShifted(int layer, int[] out, int[] in, QuantizedLayer integers) {
    if (network.isWide(layer)) {
      addShifted(large, in, integers);
    } else {
      addShifted(out, in, integers);
    }
  }

  private static void addShifted(long[] out, int[] in, QuantizedLayer integers) {
    int channels = integers.outChannels();
    for (int from = 0, c = 0; from < in.length; from += LANES, c = c + 1 < channels ? c + 1 : 0) {
      int shift = integers.shift(c) + integers.residualShift();
      for (int i = from; i < from + LANES; i++) {
        out[i] += (long) in[i] << shift;
      }
    }
  }

  private static void requantize(
      long[] from, int[] to, QuantizedLayer integers, int least, int most) {
    int channels = integers.outChannels();
    for (int at = 0, c = 0; at < to.length; at += LANES, c = c + 1 < channels ? c + 1 : 0) {
      int shift = integers.shift(c);
      for (int i = at; i < at + LANES; i++) {
        to[i] = Math.clamp(from[i] >> shift, least, most);
      }
    }
  }

  private static void addShifted(int[] out, int[] in, QuantizedLayer integers) {
    int channels = integers.outChannels();
    for (int from = 0, c = 0; from < out.length; from += LANES, c = c + 1 < channels ? c + 1 : 0) {
      int shift = integers.shift(c) + integers.residualShift();
      for (int i = from; i < from + LANES; i++) {
        out[i] += in[i] << shift;
      }
    }
  }

  private static void requantize(int[] values, QuantizedLayer integers, int least, int most) {
    int channels = integers.outChannels();
    for (int from = 0, c = 0;
        from < values.length;
        from += LANES, c = c + 1 < channels ? c + 1 : 0) {
      int shift = integers.shift(c);
      for (int i = from; i < from + LANES; i++) {
        values[i] = Math.max(least, Math.min(most, values[i] >> shift));
      }
    }
  }

  private void pool(int node, Node.SumPool pool) {
    TensorShape shape = network.topology().tensor(node + 1);
    int[] in = tensor(pool.input());
    int[] out = make(node + 1);
    Arrays.fill(out, 0);
    int size = pool.size();
    int run = shape.channels() * LANES;
    int inWidth = shape.width() * size;
    for (int row = 0; row < shape.height() * size; row++) {
      for (int col = 0; col < inWidth; col++) {
        add(
            in,
            (row * inWidth + col) * run,
            out,
            (row / size * shape.width() + col / size) * run,
            run);
      }
    }
  }

  private static void add(int[] in, int from, int[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += in[from + i];
    }
  }

  private void shortcut(int node, Node.Shortcut shortcut) {
    TensorShape from = network.topology().tensor(shortcut.input());
    TensorShape to = network.topology().tensor(node + 1);
    int[] in = tensor(shortcut.input());
    int[] out = make(node + 1);
    Arrays.fill(out, 0);
    int run = from.channels() * LANES;
    int before = (to.channels() - from.channels()) / 2 * LANES;
    for (int y = 0; y < to.height(); y++) {
      for (int x = 0; x < to.width(); x++) {
        int source = (y * from.width() + x) * shortcut.stride() * run;
        int target = (y * to.width() + x) * to.channels() * LANES + before;
        System.arraycopy(in, source, out, target, run);
      }
    }
  }
}
