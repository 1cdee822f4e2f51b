package org.autoprivacy.math;

import org.apache.commons.math3.special.Erf;

/**
 * The two-sided tail of the standard normal distribution, P(|Z| &gt; x) = erfc(x/√2), and its
 * inverse, both in the base-2 logarithm of the probability, so that nothing underflows.
 *
 * <p>Small arguments go through commons-math3's error function; from x = 1.5·√2 on, the continued
 * fraction of the scaled complementary error function (DLMF 7.9.1) is used, which loses nothing
 * however small the probability is.
 */
public final class NormalTail {

  private static final double LN_2 = Math.log(2);
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_PI = Math.sqrt(Math.PI);

  /** From this argument of erfc on, {@link #FRACTION_TERMS} terms leave an error below 1e-17. */
  private static final double FRACTION_FROM = 1.5;

  private static final int FRACTION_TERMS = 120;
  private static final int MOST_STEPS = 100;

  private NormalTail() {}

  /**
   * log2 of P(|Z| &gt; x), with a relative error below 2e-14.
   *
   * @param x in [0, ∞]
   * @return in [-∞, 0]
   * @throws IllegalArgumentException if {@code x} is negative or not a number
   */
  public static double log2TwoSidedTail(double x) {
    if (!(x >= 0)) {
      throw new IllegalArgumentException("the tail of |Z| starts at a number >= 0, got " + x);
    }
    return x == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : lnTail(x) / LN_2 + 0.0;
  }

  /**
   * The x with P(|Z| &gt; x) = 2^{@code log2Probability}, with a relative error below 2e-14.
   *
   * @param log2Probability in [-1e9, 0]
   * @return in [0, 37234]
   * @throws IllegalArgumentException outside that range
   */
  public static double quantile(double log2Probability) {
    if (!(log2Probability <= 0 && log2Probability >= -1e9)) {
      throw new IllegalArgumentException(
          "a probability has a log2 in [-1e9, 0], got " + log2Probability);
    }
    if (log2Probability == 0) {
      return 0;
    }
    double target = log2Probability * LN_2;
    // ln P is concave, so after the first step Newton's iterates fall monotonically to the root.
    double x = Math.min(Math.sqrt(-2 * target), -target * SQRT_PI * SQRT_HALF);
    for (int i = 0; i < MOST_STEPS; i++) {
      double tail = lnTail(x);
      double slope = -Math.exp(-x * x / 2 - tail) / (SQRT_PI * SQRT_HALF);
      double step = (tail - target) / slope;
      x -= step;
      if (Math.abs(step) <= 2e-16 * x || (i > 0 && step < 0)) {
        break;
      }
    }
    return x;
  }

  private static double lnTail(double x) {
    double t = x * SQRT_HALF;
    if (t < FRACTION_FROM) {
      return Math.log1p(-Erf.erf(t));
    }
    double fraction = t;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      fraction = t + 0.5 * k / fraction;
    }
    return -0.5 * x * x - Math.log(SQRT_PI * fraction);
  }
}
