package org.autoprivacy.noise;

import java.util.List;

/**
 * Variance of {@code Σ w_a·rot_a(c)}: rotations of one ciphertext, each with its own key, times
 * known plaintexts and summed. Whether the digits are computed once for all rotations (hoisted) or
 * anew for each changes which numbers are rounded, not the variance: a noise and its rotations are
 * uncorrelated on the mean over the coefficients.
 *
 * <p>Where rotations of different ciphertexts share a key, SEAL's uncentred digits make biases
 * meet: {@link KeySwitchNoise#sum}.
 */
public final class HoistedSumNoise {

  private HoistedSumNoise() {}

  /**
   * With SEAL's digits: {@code Σ‖w_a‖²·(V + V_ks)}.
   *
   * @param variance of the ciphertext
   * @param normsSquared {@code ‖w_a‖²} of each rotation; 1 where it is just added
   */
  public static double uncentred(
      double variance,
      List<Double> normsSquared,
      int polyDegree,
      List<Double> logPrimes,
      double logP) {
    return sum(normsSquared) * (variance + KeySwitchNoise.uncentred(polyDegree, logPrimes, logP));
  }

  /** The same with centred digits. */
  public static double centred(
      double variance,
      List<Double> normsSquared,
      int polyDegree,
      List<Double> logPrimes,
      double logP) {
    return sum(normsSquared) * (variance + KeySwitchNoise.centred(polyDegree, logPrimes, logP));
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
