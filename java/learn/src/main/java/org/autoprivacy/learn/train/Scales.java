package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.network.Topology;

/**
 * What an integer stands for: the real value of one unit of each tensor, and each layer's shifts.
 * With a weight unit of {@code out/(in·2^shift)} the shift alone takes an accumulator to the next
 * tensor, so nothing is multiplied after the layer.
 */
final class Scales {

  private final int largestWeight;
  private final double[] units;
  private final List<int[]> shifts = new ArrayList<>();
  private final int[] residualShifts;

  /**
   * Scales that fit a float network.
   *
   * @param peaks the largest absolute value that each tensor should hold, in real units
   * @param weights each layer's float weights
   */
  Scales(Topology topology, double[] peaks, List<float[]> weights) {
    this.largestWeight = topology.largestWeight();
    this.units = new double[topology.nodes().size() + 1];
    this.residualShifts = new int[topology.layers().size()];
    units[0] = 1.0 / 255;
    int layer = 0;
    for (int n = 0; n < topology.nodes().size(); n++) {
      switch (topology.nodes().get(n)) {
        case Node.Linear linear -> {
          double unit = Math.max(peaks[n + 1], 1e-6) / topology.most(n + 1);
          scaleLayer(n, layer, linear, unit, weights.get(layer));
          layer++;
        }
        case Node.SumPool pool -> units[n + 1] = units[pool.input()] / (pool.size() * pool.size());
        case Node.Shortcut shortcut -> units[n + 1] = units[shortcut.input()];
      }
    }
  }

  private void scaleLayer(int n, int layer, Node.Linear node, double unit, float[] weights) {
    LayerShape shape = node.shape();
    double in = units[node.input()];
    int[] shift = new int[shape.outChannels()];
    shifts.add(shift);
    if (node.activation() == Activation.NONE) {
      units[n + 1] = in * largest(weights, 0, weights.length) / largestWeight;
      return;
    }
    double out = unit;
    if (node.residual() >= 0) {
      double residual = units[node.residual()];
      residualShifts[layer] = (int) Math.round(Math.log(residual / out) / Math.log(2));
      out = residual / Math.scalb(1.0, residualShifts[layer]);
    }
    units[n + 1] = out;
    int terms = weights.length / shift.length;
    boolean together = shape.kind() != LayerShape.Kind.DEPTHWISE;
    int least = Math.max(0, -residualShifts[layer]);
    int most = QuantizedLayer.MOST_SHIFT - Math.max(0, residualShifts[layer]);
    for (int c = 0; c < shift.length; c++) {
      double large =
          together
              ? largest(weights, 0, weights.length)
              : largest(weights, c * terms, (c + 1) * terms);
      double room = largestWeight * out / (in * Math.max(large, 1e-9));
      shift[c] = Math.clamp((long) Math.floor(Math.log(room) / Math.log(2)), least, most);
    }
    if (!together) {
      int smallest = Arrays.stream(shift).min().orElseThrow();
      for (int c = 0; c < shift.length; c++) {
        shift[c] = Math.min(shift[c], smallest + MOST_SPREAD);
      }
    }
  }

  /** A channel of tiny weights must not widen the accumulators of its whole layer. */
  private static final int MOST_SPREAD = 6;

  private static double largest(float[] values, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** The real value of one unit of a tensor; of the last, of one unit of its accumulators. */
  double unit(int tensor) {
    return units[tensor];
  }

  /** The shift of a layer's output channel. */
  int shift(int layer, int channel) {
    return shifts.get(layer)[channel];
  }

  /** What is added to the shift where a residual enters. */
  int residualShift(int layer) {
    return residualShifts[layer];
  }

  /** The real value of one unit of a weight of a layer's output channel. */
  double weightUnit(Topology topology, int layer, int channel) {
    int node = topology.nodeOf(layer);
    double in = units[topology.nodes().get(node).input()];
    return units[node + 1] / (in * Math.scalb(1.0, shift(layer, channel)));
  }
}
