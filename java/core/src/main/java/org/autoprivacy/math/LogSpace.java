package org.autoprivacy.math;

/** Sums of numbers that are known by their base-2 logarithms and may be far outside a double. */
public final class LogSpace {

  private static final double LN_2 = Math.log(2);

  private LogSpace() {}

  /** The base-2 logarithm of {@code x}; -∞ for 0. */
  public static double log2(double x) {
    return Math.log(x) / LN_2;
  }

  /**
   * log2(2^a + 2^b), without overflow.
   *
   * @param a in [-∞, ∞]; -∞ stands for 0
   * @param b in [-∞, ∞]
   */
  public static double log2Sum(double a, double b) {
    double larger = Math.max(a, b);
    if (Double.isInfinite(larger)) {
      return larger;
    }
    return larger + Math.log1p(Math.exp((Math.min(a, b) - larger) * LN_2)) / LN_2;
  }

  /** log2(Σ 2^{a_i}), without overflow; -∞ for no terms. */
  public static double log2Sum(double... logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (Double.isInfinite(largest) || Double.isNaN(largest)) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp((log - largest) * LN_2);
    }
    return largest + log2(sum);
  }
}
