package org.autoprivacy.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One block of images on its way through a network: the tensors that are still needed, with images
 * in the lanes. Not thread-safe; buffers are used again from block to block.
 */
final class BlockRun {

  private static final int LANES = ProductKernel.LANES;

  private final Network network;
  private final PreparedLayer[] prepared;
  private final int[] @Nullable [] tensors;
  private final int[] lastUse;
  private final Map<Integer, Deque<int[]>> free = new HashMap<>();
  private int[] scratch = new int[0];

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

  /** A buffer for tensor {@code index}, {@code [value][LANES]}, holding anything. */
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
    if (scratch.length < prepared[layer].scratch()) {
      scratch = new int[prepared[layer].scratch()];
    }
    prepared[layer].apply(in, out, scratch);
    int values = out.length / LANES;
    int perChannel = out.length / integers.outChannels();
    if (linear.residual() >= 0) {
      int[] residual = tensor(linear.residual());
      for (int c = 0; c < integers.outChannels(); c++) {
        int shift = integers.shift(c) + integers.residualShift();
        addShifted(out, residual, c * perChannel, perChannel, shift);
      }
    }
    errors.addTo(layer, new LayerOutputs(out, LANES, values, images));
    if (linear.activation() != Activation.NONE) {
      int least = linear.activation().least();
      int most = linear.activation().most();
      for (int c = 0; c < integers.outChannels(); c++) {
        requantize(out, c * perChannel, perChannel, integers.shift(c), least, most);
      }
    }
  }

  private static void addShifted(int[] out, int[] in, int from, int count, int shift) {
    for (int i = from; i < from + count; i++) {
      out[i] += in[i] << shift;
    }
  }

  private static void requantize(
      int[] values, int from, int count, int shift, int least, int most) {
    for (int i = from; i < from + count; i++) {
      values[i] = Math.max(least, Math.min(most, values[i] >> shift));
    }
  }

  private void pool(int node, Node.SumPool pool) {
    TensorShape shape = network.topology().tensor(node + 1);
    int[] in = tensor(pool.input());
    int[] out = make(node + 1);
    Arrays.fill(out, 0);
    int size = pool.size();
    int inWidth = shape.width() * size;
    int inRows = shape.channels() * shape.height() * size;
    for (int row = 0; row < inRows; row++) {
      for (int col = 0; col < inWidth; col++) {
        int from = (row * inWidth + col) * LANES;
        int to = (row / size * shape.width() + col / size) * LANES;
        for (int i = 0; i < LANES; i++) {
          out[to + i] += in[from + i];
        }
      }
    }
  }

  private void shortcut(int node, Node.Shortcut shortcut) {
    TensorShape from = network.topology().tensor(shortcut.input());
    TensorShape to = network.topology().tensor(node + 1);
    int[] in = tensor(shortcut.input());
    int[] out = make(node + 1);
    Arrays.fill(out, 0);
    int before = (to.channels() - from.channels()) / 2;
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < to.height(); y++) {
        for (int x = 0; x < to.width(); x++) {
          int source =
              (c * from.height() + y * shortcut.stride()) * from.width() + x * shortcut.stride();
          int target = ((before + c) * to.height() + y) * to.width() + x;
          System.arraycopy(in, source * LANES, out, target * LANES, LANES);
        }
      }
    }
  }
}
