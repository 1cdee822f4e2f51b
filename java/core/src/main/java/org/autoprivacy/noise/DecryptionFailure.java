package org.autoprivacy.noise;

import org.autoprivacy.math.NormalTail;

/**
 * How often a coefficient is decrypted wrongly: {@code P(|v| > q/(2t))} for normal noise v.
 *
 * <p>SEAL rounds {@code t·phase/q}, so that the bound is exact and {@code q mod t} does not matter.
 */
public final class DecryptionFailure {

  private DecryptionFailure() {}

  /**
   * log2 of that probability.
   *
   * @param variance of the noise, positive
   */
  public static double log2Rate(double variance, double logQ, double logT) {
    return NormalTail.log2TwoSidedTail(Math.pow(2, logQ - 1 - logT - 0.5 * log2(variance)));
  }

  /**
   * The least log2 of q that keeps the rate: {@code 1 + log2 t + log2 x + ½·log2 V} with the normal
   * quantile x.
   *
   * @param log2Rate tolerated rate, negative
   */
  public static double requiredLogQ(double variance, double logT, double log2Rate) {
    return 1 + logT + log2(NormalTail.quantile(log2Rate)) + 0.5 * log2(variance);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
