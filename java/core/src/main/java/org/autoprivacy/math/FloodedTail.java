package org.autoprivacy.math;

import java.util.Arrays;

/**
 * The two-sided tail of a normal number plus independent uniform ones: {@code P(|N + U_1 + … + U_k|
 * > b)} with N of deviation σ and U_i uniform in [-B_i, B_i], in the base-2 logarithm. Uniform
 * flooding has such tails: nearly none beyond ΣB_i, where a normal of the same variance still has
 * some.
 *
 * <p>Wide uniforms (B ≥ σ) are integrated exactly: the tail is the alternating sum of the k-th
 * iterated integral of the normal tail over the 2^k corners b ± B_1 ± … ± B_k (the repeated
 * integrals of erfc, DLMF 7.18). Narrow ones are integrated by Gauss-Legendre quadrature of 24
 * points, exact to rounding since the tail is smooth at that width.
 */
public final class FloodedTail {

  private static final double LN_2 = Math.log(2);
  private static final int MOST_UNIFORMS = 6;
  private static final double[][] LEGENDRE = legendre(24);

  /** From this x on iterated integrals of erfc are taken from their continued fraction. */
  private static final double FRACTION_FROM = 1.5;

  private static final int FRACTION_TERMS = 200;

  private final double sigma;
  private final double[] wide;
  private final double[] narrow;

  /**
   * For one sum.
   *
   * @param sigma deviation of the normal part, positive
   * @param halfWidths B_i, not negative, at most 6 of them
   */
  public FloodedTail(double sigma, double... halfWidths) {
    if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY) || halfWidths.length > MOST_UNIFORMS) {
      throw new IllegalArgumentException(
          "a flooded tail has a positive deviation and at most %d uniform parts, got %s and %d"
              .formatted(MOST_UNIFORMS, sigma, halfWidths.length));
    }
    for (double b : halfWidths) {
      if (!(b >= 0 && b < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("half a width is not negative, got " + b);
      }
    }
    this.sigma = sigma;
    this.wide = Arrays.stream(halfWidths).filter(b -> b >= sigma).toArray();
    this.narrow = Arrays.stream(halfWidths).filter(b -> b < sigma && b > 0).toArray();
  }

  /**
   * log2 of the tail of a normal and one uniform part.
   *
   * @param sigma standard deviation of the normal part, positive
   * @param halfWidth B, not negative
   * @param bound c, not negative
   * @return in [-∞, 0]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static double log2(double sigma, double halfWidth, double bound) {
    return new FloodedTail(sigma, halfWidth).log2TwoSidedTail(bound);
  }

  /** The variance of the sum: {@code σ² + ΣB_i²/3}. */
  public double variance() {
    double sum = sigma * sigma;
    for (double b : wide) {
      sum += b * b / 3;
    }
    for (double b : narrow) {
      sum += b * b / 3;
    }
    return sum;
  }

  /**
   * log2 of that probability.
   *
   * @param bound b, not negative
   * @return in [-∞, 0]
   */
  public double log2TwoSidedTail(double bound) {
    if (!(bound >= 0)) {
      throw new IllegalArgumentException("the tail starts at a number >= 0, got " + bound);
    }
    return Math.min(0, 1 + lnUpper(bound, 0) / LN_2);
  }

  /** The bound whose tail has this log2, by bisection to a relative width of 1e-13. */
  public double quantile(double log2Probability) {
    if (!(log2Probability < 0 && log2Probability >= -1e6)) {
      throw new IllegalArgumentException(
          "a probability has a log2 in [-1e6, 0), got " + log2Probability);
    }
    double low = 0;
    double high = sigma * NormalTail.quantile(log2Probability - 1);
    for (double b : wide) {
      high += b;
    }
    for (double b : narrow) {
      high += b;
    }
    while (high - low > 1e-13 * high) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (log2TwoSidedTail(middle) > log2Probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** ln P(sum > b), for any b: the narrow uniforms from index {@code i} on, and all wide ones. */
  private double lnUpper(double b, int i) {
    if (i == narrow.length) {
      return lnWide(b);
    }
    double[] logs = new double[LEGENDRE[0].length];
    for (int k = 0; k < logs.length; k++) {
      logs[k] =
          (lnUpper(b + narrow[i] * LEGENDRE[0][k], i + 1) + Math.log(LEGENDRE[1][k] / 2)) / LN_2;
    }
    return LogSpace.log2Sum(logs) * LN_2;
  }

  /** The alternating sum over the corners, in units of its largest term. */
  private double lnWide(double b) {
    int k = wide.length;
    double lnScale = 0;
    for (double width : wide) {
      lnScale += Math.log(sigma / (2 * width));
    }
    double lowest = b;
    for (double width : wide) {
      lowest -= width;
    }
    double largest = lnIterated(k, lowest / sigma);
    double sum = 0;
    for (int corner = 0; corner < 1 << k; corner++) {
      double place = b;
      for (int i = 0; i < k; i++) {
        place += (corner >> i & 1) == 0 ? -wide[i] : wide[i];
      }
      double term = Math.exp(lnIterated(k, place / sigma) - largest);
      sum += Integer.bitCount(corner) % 2 == 0 ? term : -term;
    }
    return largest + lnScale + Math.log(sum);
  }

  /**
   * ln of the k-th iterated integral of the normal tail Q from z to ∞; k = 0 is Q itself. In terms
   * of erfc's: {@code 2^(k/2)·i^k erfc(z/√2)/2}.
   */
  private static double lnIterated(int k, double z) {
    double x = z * Math.sqrt(0.5);
    return lnErfcIntegral(k, x) + (0.5 * k - 1) * LN_2;
  }

  /** ln i^k erfc(x). */
  private static double lnErfcIntegral(int k, double x) {
    if (x < FRACTION_FROM) {
      return Math.log(recurred(k, x));
    }
    // i^j erfc / i^(j-1) erfc is the fraction of DLMF 7.18.13; erfc itself is from NormalTail.
    double ln = NormalTail.log2TwoSidedTail(x * Math.sqrt(2)) * LN_2;
    for (int j = 1; j <= k; j++) {
      double fraction = x;
      for (int m = FRACTION_TERMS; m > 0; m--) {
        fraction = x + 0.5 * (j + m) / fraction;
      }
      ln += Math.log(0.5 / fraction);
    }
    return ln;
  }

  /** i^k erfc(x) by its recurrence, whose terms hardly cancel below {@link #FRACTION_FROM}. */
  private static double recurred(int k, double x) {
    double before = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    double here =
        x < 0
            ? 2 - Math.pow(2, NormalTail.log2TwoSidedTail(-x * Math.sqrt(2)))
            : Math.pow(2, NormalTail.log2TwoSidedTail(x * Math.sqrt(2)));
    for (int j = 1; j <= k; j++) {
      double next = (before / 2 - x * here) / j;
      before = here;
      here = next;
    }
    return here;
  }

  /** Points in [-1, 1] and weights, by Newton's method on the Legendre polynomial. */
  private static double[][] legendre(int count) {
    double[][] rule = new double[2][count];
    for (int i = 0; i < count; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < 50; step++) {
        double p = 1;
        double before = 0;
        for (int j = 1; j <= count; j++) {
          double next = ((2 * j - 1) * x * p - (j - 1) * before) / j;
          before = p;
          p = next;
        }
        slope = count * (x * p - before) / (x * x - 1);
        double change = p / slope;
        x -= change;
        if (Math.abs(change) < 1e-16) {
          break;
        }
      }
      rule[0][i] = x;
      rule[1][i] = 2 / ((1 - x * x) * slope * slope);
    }
    return rule;
  }
}
