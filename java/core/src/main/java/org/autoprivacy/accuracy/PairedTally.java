package org.autoprivacy.accuracy;

import org.autoprivacy.search.AccuracyEstimate;

/**
 * Right and wrong answers of the same images with and without errors, and the intervals that
 * follow. Not thread-safe.
 */
final class PairedTally {

  private static final double Z95 = 1.959963984540054;

  private long samples;
  private long cleanRight;
  private long lost;
  private long gained;

  /** Counts images whose answer is the same with and without errors. */
  void addUntouched(boolean right) {
    samples++;
    cleanRight += right ? 1 : 0;
  }

  /** Counts one image. */
  void add(boolean right, boolean rightUnderErrors) {
    addUntouched(right);
    lost += right && !rightUnderErrors ? 1 : 0;
    gained += !right && rightUnderErrors ? 1 : 0;
  }

  long samples() {
    return samples;
  }

  /**
   * Half the width of the interval of the loss around {@link #centre}, by Agresti and Min ("Simple
   * improved confidence intervals for comparing matched proportions", Statistics in Medicine 24,
   * 2005): half an observation is added to each of the four cells.
   */
  double halfWidth(double z) {
    double n = samples + 2.0;
    double b = lost + 0.5;
    double c = gained + 0.5;
    return z * Math.sqrt(Math.max(0, b + c - (b - c) * (b - c) / n)) / n;
  }

  /** Centre of the interval of the loss. */
  double centre() {
    return (lost - gained) / (samples + 2.0);
  }

  /**
   * The estimate.
   *
   * @param touched probability that an inference has any error at all, which bounds the loss
   */
  AccuracyEstimate estimate(double touched) {
    long right = cleanRight - lost + gained;
    double top1 = (double) right / samples;
    double clean = (double) cleanRight / samples;
    double half = halfWidth(Z95);
    double[] wilson = wilson(right, samples);
    return new AccuracyEstimate(
        top1,
        clean,
        samples,
        wilson[0],
        wilson[1],
        Math.clamp(centre() - half, 0.0 - touched, touched),
        Math.clamp(centre() + half, 0.0 - touched, touched));
  }

  /** Wilson's 95 % interval of a proportion ("Probable inference", JASA 22, 1927). */
  static double[] wilson(long right, long samples) {
    double p = (double) right / samples;
    double z2 = Z95 * Z95 / samples;
    double centre = (p + z2 / 2) / (1 + z2);
    double half = Math.sqrt(z2 * (p * (1 - p) + z2 / 4)) / (1 + z2);
    return new double[] {
      right == 0 ? 0 : Math.max(0, centre - half), right == samples ? 1 : Math.min(1, centre + half)
    };
  }
}
