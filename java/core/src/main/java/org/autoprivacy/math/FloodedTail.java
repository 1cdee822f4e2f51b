package org.autoprivacy.math;

/**
 * The two-sided tail P(|σ·Z + U| &gt; c) of a standard normal Z and a U that is uniform in [-B, B],
 * in the base-2 logarithm.
 *
 * <p>With H(z) = E[max(Z - z, 0)], the integral of the normal tail, it is {@code (σ/B)·(H((c-B)/σ)
 * - H((c+B)/σ))}. Far out H is the tail times a continued fraction (DLMF 7.18.13).
 */
public final class FloodedTail {

  private static final double LN_2 = Math.log(2);
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  /** Below this H is computed from its definition, which loses one digit at most. */
  private static final double FRACTION_FROM = 2;

  private static final int FRACTION_TERMS = 120;

  /** Below this B/σ the sum is as good as normal: the tail is off by less than 1e-7 of itself. */
  private static final double NEGLIGIBLE = 1e-3;

  private FloodedTail() {}

  /**
   * log2 of the probability.
   *
   * @param sigma standard deviation of the normal part, positive
   * @param halfWidth B, not negative
   * @param bound c, not negative
   * @return in [-∞, 0]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static double log2(double sigma, double halfWidth, double bound) {
    if (!(sigma > 0 && halfWidth >= 0 && bound >= 0)) {
      throw new IllegalArgumentException(
          "a flooded tail has σ > 0, B >= 0 and c >= 0, got %s, %s and %s"
              .formatted(sigma, halfWidth, bound));
    }
    if (halfWidth <= NEGLIGIBLE * sigma) {
      return NormalTail.log2TwoSidedTail(
          bound / Math.sqrt(sigma * sigma + halfWidth * halfWidth / 3));
    }
    double near = lnExcess((bound - halfWidth) / sigma);
    double far = lnExcess((bound + halfWidth) / sigma);
    double ln = near + Math.log(-Math.expm1(far - near)) + Math.log(sigma / halfWidth);
    return Math.min(0, ln / LN_2);
  }

  /** ln E[max(Z - z, 0)]. */
  private static double lnExcess(double z) {
    if (z < -FRACTION_FROM) {
      return Math.log(-z + Math.exp(lnExcess(-z)));
    }
    double tail = LN_2 * (NormalTail.log2TwoSidedTail(Math.abs(z)) - 1);
    if (z < FRACTION_FROM) {
      double upper = z < 0 ? -Math.expm1(tail) : Math.exp(tail);
      return Math.log(Math.exp(-z * z / 2) / SQRT_2_PI - z * upper);
    }
    double x = z / SQRT_2;
    double fraction = x;
    for (int k = FRACTION_TERMS; k > 1; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return tail - Math.log(fraction) - LN_2 / 2;
  }
}
