package org.autoprivacy.noise;

/**
 * Variance of the noise of a ciphertext times a plaintext: each output coefficient sums the noise's
 * n coefficients, weighted by those of the plaintext's centred polynomial w, so that the variance
 * grows by {@code ‖w‖²}. Exact for given w.
 */
public final class PlainProductNoise {

  private PlainProductNoise() {}

  /**
   * For a known polynomial.
   *
   * @param normSquared sum of its squared centred coefficients
   */
  public static double known(double variance, double normSquared) {
    return variance * normSquared;
  }

  /**
   * {@code ‖w‖²} of a plaintext: the sum of its squared centred coefficients.
   *
   * @param coefficients each in [0, t)
   */
  public static double normSquared(long[] coefficients, long t) {
    double sum = 0;
    for (long c : coefficients) {
      double centred = c > t / 2 ? c - t : c;
      sum += centred * centred;
    }
    return sum;
  }

  /**
   * Expected {@code ‖w‖²} of generic slots: the inverse transform spreads them so that each of the
   * n coefficients is uniform in (-t/2, t/2). Slots that are constant on subrings (whole rows, for
   * instance) give sparser polynomials and less noise.
   *
   * @param logT log2 of t
   */
  public static double slotNormSquared(int polyDegree, double logT) {
    return polyDegree * Math.pow(2, 2 * logT) * SampledVariance.ROUNDING;
  }
}
