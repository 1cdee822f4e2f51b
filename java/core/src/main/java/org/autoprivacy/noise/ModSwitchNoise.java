package org.autoprivacy.noise;

/**
 * Variance of the noise after the modulus is divided by one prime and rounded: {@code V/q_L² + (1 +
 * 2n/3)/12}. The message scales along.
 */
public final class ModSwitchNoise {

  private ModSwitchNoise() {}

  /**
   * After dropping a prime.
   *
   * @param logDropped log2 of it
   */
  public static double after(double variance, double logDropped, int polyDegree) {
    return variance * Math.pow(2, -2 * logDropped) + SampledVariance.ciphertextRounding(polyDegree);
  }
}
