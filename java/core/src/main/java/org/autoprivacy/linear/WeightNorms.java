package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * What a layer's weights do to noise in coefficient encoding: for each output channel the sum of
 * its squared weights. Immutable.
 */
public final class WeightNorms {

  /**
   * Outputs whose sums are alike.
   *
   * @param sum their mean sum of squared weights, not negative
   * @param share of all outputs, positive
   * @param together how many of them have the same noise, and so are right or wrong together
   */
  public record Bin(double sum, double share, int together) {

    /** Outputs that are wrong one by one. */
    public Bin(double sum, double share) {
      this(sum, share, 1);
    }
  }

  /**
   * Sums within this ratio are one bin: the standard deviation is off by half a percent at most.
   */
  private static final double BIN_RATIO = 1.02;

  private final double[] sums;
  private final Map<Integer, List<Bin>> known = new ConcurrentHashMap<>();

  private WeightNorms(double[] sums) {
    this.sums = sums.clone();
    boolean some = false;
    for (double sum : sums) {
      if (!(sum >= 0 && sum < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("sums of squared weights are not negative, got " + sum);
      }
      some |= sum > 0;
    }
    if (!some) {
      throw new IllegalArgumentException("a layer has at least one weight that is not zero");
    }
  }

  /**
   * All outputs alike.
   *
   * @param sum sum of squared weights, positive
   */
  public static WeightNorms uniform(double sum) {
    return new WeightNorms(new double[] {sum});
  }

  /**
   * Of known sums, one for each output channel in their order.
   *
   * @throws IllegalArgumentException if there is none, or all are zero
   */
  public static WeightNorms of(double[] sums) {
    return new WeightNorms(sums);
  }

  /** Of a layer's own weights; a layer of zeros counts as if it had one weight of 1. */
  public static WeightNorms of(QuantizedLayer layer) {
    double[] sums = new double[layer.outChannels()];
    for (int channel = 0; channel < sums.length; channel++) {
      for (int term = 0; term < layer.terms(); term++) {
        double weight = layer.weight(channel, term);
        sums[channel] += weight * weight;
      }
    }
    return Arrays.stream(sums).allMatch(sum -> sum == 0) ? uniform(1) : of(sums);
  }

  /**
   * What to expect of weights of which only the width is known: normally distributed, with the
   * largest value of that width at three standard deviations.
   *
   * @param weightBits width with sign, in [2, 32]
   */
  public static WeightNorms expected(LayerShape shape, int weightBits) {
    if (weightBits < 2 || weightBits > 32) {
      throw new IllegalArgumentException("weights have 2 to 32 bits, got " + weightBits);
    }
    double deviation = (Math.pow(2, weightBits - 1) - 1) / 3;
    return uniform(shape.terms() * deviation * deviation);
  }

  /**
   * The distribution, over the outputs, of the squared weights that meet in one output value, for
   * each of the channels that share a polynomial: all outputs of such a polynomial meet the weights
   * of all of them.
   *
   * @param shared channels of one polynomial, in their order; fewer are left over in the last
   * @return by descending sum, with shares that add up to 1
   */
  public List<Bin> bins(int shared) {
    return known.computeIfAbsent(shared, this::binned);
  }

  private List<Bin> binned(int shared) {
    if (sums.length == 1) {
      return List.of(new Bin(sums[0], 1));
    }
    double[] met = new double[sums.length];
    for (int from = 0; from < met.length; from += shared) {
      int to = Math.min(from + shared, met.length);
      Arrays.fill(met, from, to, Arrays.stream(sums, from, to).sum() / shared);
    }
    Arrays.sort(met);
    List<Bin> bins = new ArrayList<>();
    int high = met.length - 1;
    while (high >= 0) {
      int low = high;
      double total = 0;
      while (low >= 0 && met[low] * BIN_RATIO >= met[high]) {
        total += met[low--];
      }
      bins.add(new Bin(total / (high - low), (double) (high - low) / met.length));
      high = low;
    }
    return List.copyOf(bins);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightNorms norms && Arrays.equals(sums, norms.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "WeightNorms" + bins(1);
  }
}
