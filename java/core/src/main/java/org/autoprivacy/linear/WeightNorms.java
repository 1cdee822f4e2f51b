package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * What a layer's weights do to noise in coefficient encoding: the distribution, over the outputs,
 * of the sum of squared weights that meet in one output value.
 *
 * @param bins the distribution, by descending sum; shares add up to 1
 */
public record WeightNorms(List<Bin> bins) {

  /**
   * Outputs whose sums are alike.
   *
   * @param sum their mean sum of squared weights, not negative
   * @param share of all outputs, positive
   */
  public record Bin(double sum, double share) {}

  /**
   * Sums within this ratio are one bin: the standard deviation is off by half a percent at most.
   */
  private static final double BIN_RATIO = 1.02;

  public WeightNorms {
    bins = List.copyOf(bins);
    double shares = 0;
    double previous = Double.MAX_VALUE;
    for (Bin bin : bins) {
      if (!(bin.sum() >= 0 && bin.sum() <= previous && bin.share() > 0)) {
        throw new IllegalArgumentException(
            "sums of squared weights descend from bin to bin and shares are positive, got " + bins);
      }
      previous = bin.sum();
      shares += bin.share();
    }
    if (!(Math.abs(shares - 1) < 1e-9) || bins.get(0).sum() <= 0) {
      throw new IllegalArgumentException("shares of outputs add up to 1, got " + bins);
    }
  }

  /**
   * All outputs alike.
   *
   * @param sum sum of squared weights, positive
   */
  public static WeightNorms uniform(double sum) {
    return new WeightNorms(List.of(new Bin(sum, 1)));
  }

  /**
   * Of known sums, one for each output channel.
   *
   * @throws IllegalArgumentException if there is none, or all are zero
   */
  public static WeightNorms of(double[] sums) {
    double[] sorted = sums.clone();
    Arrays.sort(sorted);
    List<Bin> bins = new ArrayList<>();
    int high = sorted.length - 1;
    while (high >= 0) {
      int low = high;
      double total = 0;
      while (low >= 0 && sorted[low] * BIN_RATIO >= sorted[high]) {
        total += sorted[low--];
      }
      bins.add(new Bin(total / (high - low), (double) (high - low) / sorted.length));
      high = low;
    }
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("a layer has at least one output");
    }
    return new WeightNorms(bins);
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

  /** The largest sum. */
  public double largest() {
    return bins.get(0).sum();
  }

  /** The mean sum. */
  public double mean() {
    return bins.stream().mapToDouble(bin -> bin.sum() * bin.share()).sum();
  }
}
