package org.autoprivacy.noise;

import java.util.List;

/**
 * Variance that key switching with a special prime adds: digits times key errors, divided by P, and
 * the rounding of that division.
 *
 * <p>SEAL takes the digits {@code c mod q_j} in [0, q_j), not centred: their mean {@code q_j/2}
 * meets the same key errors every time, so that three quarters of the variance are a bias fixed by
 * the key, which adds up linearly when the key is used again.
 */
public final class KeySwitchNoise {

  private KeySwitchNoise() {}

  /**
   * One switch with SEAL's digits: {@code n·σ²·Σq_j²/(3P²) + (1 + 2n/3)/12}.
   *
   * @param logPrimes log2 of the data primes
   * @param logP log2 of the special prime
   */
  public static double uncentred(int polyDegree, List<Double> logPrimes, double logP) {
    return digits(polyDegree, logPrimes, logP) / 3 + SampledVariance.ciphertextRounding(polyDegree);
  }

  /** One switch with centred digits: {@code n·σ²·Σq_j²/(12P²) + (1 + 2n/3)/12}. */
  public static double centred(int polyDegree, List<Double> logPrimes, double logP) {
    return digits(polyDegree, logPrimes, logP) / 12
        + SampledVariance.ciphertextRounding(polyDegree);
  }

  /**
   * The sum of many switches with SEAL's digits, spread evenly over some keys: the spread of the
   * digits adds up as variances, their means linearly for each key.
   *
   * @param switches how many are summed
   * @param keys different keys among them
   */
  public static double sum(
      int polyDegree, List<Double> logPrimes, double logP, double switches, double keys) {
    double perKey = switches / Math.max(1, Math.min(keys, switches));
    return switches
        * (digits(polyDegree, logPrimes, logP) * (1.0 / 12 + perKey / 4)
            + SampledVariance.ciphertextRounding(polyDegree));
  }

  /** {@code n·σ²·Σq_j²/P²}. */
  private static double digits(int polyDegree, List<Double> logPrimes, double logP) {
    double sum = 0;
    for (double log : logPrimes) {
      sum += Math.pow(2, 2 * (log - logP));
    }
    return polyDegree * SampledVariance.ERROR * sum;
  }
}
