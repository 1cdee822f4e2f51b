package org.autoprivacy.noise;

import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.NormalTail;

/**
 * How often a coefficient is decrypted wrongly: {@code P(|v| > q/(2t))} for normal noise v.
 *
 * <p>SEAL rounds {@code t·phase/q}, so that the bound is exact and {@code q mod t} does not matter.
 */
public final class DecryptionFailure {

  /** The trapezoidal rule over eight standard deviations on each side: exact to 1e-14. */
  private static final int SPREAD_POINTS = 65;

  private static final double SPREAD_STEP = 0.25;

  private DecryptionFailure() {}

  /**
   * log2 of that probability.
   *
   * @param variance of the noise, positive
   */
  public static double log2Rate(double variance, double logQ, double logT) {
    return NormalTail.log2TwoSidedTail(
        Math.pow(2, logQ - 1 - logT - 0.5 * LogSpace.log2(variance)));
  }

  /**
   * log2 of the mean of that probability over operands, where they spread the variance: the rate is
   * convex in the variance, so that spread adds failures. Log-normal spread is assumed, and matters
   * by its width alone where it is small.
   *
   * @param variance the mean one
   * @param relativeVariance of the variance: its own variance over the square of its mean
   */
  public static double log2Rate(
      double variance, double relativeVariance, double logQ, double logT) {
    double width = Math.sqrt(Math.log1p(relativeVariance));
    double[] logs = new double[SPREAD_POINTS];
    double weights = 0;
    for (int i = 0; i < SPREAD_POINTS; i++) {
      double z = (i - SPREAD_POINTS / 2) * SPREAD_STEP;
      double weight = Math.exp(-z * z / 2);
      weights += weight;
      // e^(width·z - width²/2) has mean 1.
      double here = variance * Math.exp(width * z - width * width / 2);
      logs[i] = log2Rate(here, logQ, logT) + LogSpace.log2(weight);
    }
    return LogSpace.log2Sum(logs) - LogSpace.log2(weights);
  }

  /**
   * The least log2 of q that keeps the rate: {@code 1 + log2 t + log2 x + ½·log2 V} with the normal
   * quantile x.
   *
   * @param log2Rate tolerated rate, negative
   */
  public static double requiredLogQ(double variance, double logT, double log2Rate) {
    return 1 + logT + LogSpace.log2(NormalTail.quantile(log2Rate)) + 0.5 * LogSpace.log2(variance);
  }
}
