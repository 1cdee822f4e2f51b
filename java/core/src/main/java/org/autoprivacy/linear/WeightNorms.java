package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/**
 * What a layer's weights do to noise in coefficient encoding: the sums of squared weights that meet
 * in one output value.
 *
 * @param largest the largest such sum, over all outputs
 * @param mean their mean
 */
public record WeightNorms(double largest, double mean) {

  public WeightNorms {
    if (!(mean > 0 && largest >= mean * (1 - 1e-12) && largest < 1e300)) {
      throw new IllegalArgumentException(
          "sums of squared weights are positive and the largest is not below the mean, got "
              + largest
              + " and "
              + mean);
    }
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
    double sum = shape.terms() * deviation * deviation;
    return new WeightNorms(sum, sum);
  }
}
