package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A topology with its integers. Immutable; when it is made, shapes are checked, and that no
 * accumulator can leave the whole numbers that double holds.
 */
public final class Network {

  /** No accumulator's absolute value is larger. */
  public static final long LARGEST_ACCUMULATOR = 1L << 53;

  private final Topology topology;
  private final List<QuantizedLayer> layers;
  private final TrainingRecord training;
  private final List<AccumulatorRange> ranges;

  /**
   * A checked network.
   *
   * @param layers one per linear layer, in the order of {@link Topology#layers}
   * @throws IllegalArgumentException if a layer does not fit its shape or bits, the last one
   *     shifts, or an accumulator could leave ±2^53
   */
  public Network(Topology topology, List<QuantizedLayer> layers, TrainingRecord training) {
    this.topology = topology;
    this.layers = List.copyOf(layers);
    this.training = training;
    if (layers.size() != topology.layers().size()) {
      throw new IllegalArgumentException(
          "%s has %d linear layers, %d were given"
              .formatted(topology.name(), topology.layers().size(), layers.size()));
    }
    List<AccumulatorRange> worst = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      worst.add(worstCase(topology, i, layers.get(i)));
    }
    this.ranges = List.copyOf(worst);
  }

  private static AccumulatorRange worstCase(Topology topology, int index, QuantizedLayer integers) {
    Node.Linear layer = topology.layers().get(index);
    LayerShape shape = layer.shape();
    String where = topology.name() + ", layer " + layer.name();
    if (integers.outChannels() != shape.outChannels() || integers.terms() != shape.terms()) {
      throw new IllegalArgumentException(
          "%s: weights are %dx%d, the shape %s needs %dx%d"
              .formatted(
                  where,
                  integers.outChannels(),
                  integers.terms(),
                  shape,
                  shape.outChannels(),
                  shape.terms()));
    }
    long least = 0;
    long most = 0;
    for (int c = 0; c < integers.outChannels(); c++) {
      if (layer.activation() == Activation.NONE && integers.shift(c) != 0) {
        throw new IllegalArgumentException(where + ": the last layer must not shift");
      }
      long low = Math.clamp(integers.bias(c), -LARGEST_ACCUMULATOR, LARGEST_ACCUMULATOR);
      long high = low;
      for (int k = 0; k < integers.terms(); k++) {
        long w = integers.weight(c, k);
        if (w < -topology.largestWeight() - 1 || w > topology.largestWeight()) {
          throw new IllegalArgumentException(
              "%s: a weight is %d, beyond %d bits".formatted(where, w, topology.bits()));
        }
        low += Math.min(w * topology.least(layer.input()), w * topology.most(layer.input()));
        high += Math.max(w * topology.least(layer.input()), w * topology.most(layer.input()));
      }
      if (layer.residual() >= 0) {
        int entry = integers.shift(c) + integers.residualShift();
        low += (long) topology.least(layer.residual()) << entry;
        high += (long) topology.most(layer.residual()) << entry;
      }
      least = Math.min(least, low);
      most = Math.max(most, high);
    }
    if (least <= -LARGEST_ACCUMULATOR || most >= LARGEST_ACCUMULATOR) {
      throw new IllegalArgumentException(
          "%s: accumulators could reach [%d, %d], beyond 53 bits: lower its shift"
              .formatted(where, least, most));
    }
    return new AccumulatorRange(least, most);
  }

  /** The nodes and shapes. */
  public Topology topology() {
    return topology;
  }

  /** What commands call it. */
  public String name() {
    return topology.name();
  }

  /** The integers of a linear layer. */
  public QuantizedLayer layer(int index) {
    return layers.get(index);
  }

  /** Number of linear layers. */
  public int layerCount() {
    return layers.size();
  }

  /** How the weights were made. */
  public TrainingRecord training() {
    return training;
  }

  /** The same integers with another record. */
  public Network trainedBy(TrainingRecord record) {
    return new Network(topology, layers, record);
  }

  /** Whether a layer's accumulators need more than 32 bits. */
  public boolean isWide(int layer) {
    AccumulatorRange range = ranges.get(layer);
    return range.least() <= Integer.MIN_VALUE || range.most() >= Integer.MAX_VALUE;
  }

  /**
   * The range that no image at all can leave: each weight meets the worst value its input can take,
   * padding included. Sound, and far wider than what images reach.
   */
  public AccumulatorRange worstCaseRange(int layer) {
    return ranges.get(layer);
  }
}
