package org.autoprivacy.linear;

import org.apache.commons.math3.special.Erf;

/**
 * Normal values that are equal but for a small part of their own, far out in the tail: how many of
 * them exceed a bound together.
 *
 * <p>With z the bound in standard deviations and ε the own part of the variance, the excesses over
 * the bound, times z, are {@code E - s² + s·N0 + s·Nj} beside one that exceeds it by E, where
 * {@code s = z·√ε}, E is exponential and N are normal (Hüsler and Reiss, "Maxima of normal random
 * vectors", 1989).
 */
final class JointTail {

  private static final double STEP = 0.5;
  private static final int STEPS = 12;

  private JointTail() {}

  /**
   * How often any of them exceeds the bound, by how often that would be if they were independent:
   * {@code ∫ φ(v)·Φ(v+s)^(m-1) dv}, between 1/m where they are equal and 1.
   *
   * @param m how many there are
   * @param s not negative
   */
  static double perValue(int m, double s) {
    if (m == 1) {
      return 1;
    }
    if (m == 2) {
      return below(s / Math.sqrt(2));
    }
    // The trapezoidal rule, which is exact to all digits for what falls off like this.
    double sum = 0;
    for (int i = -STEPS; i <= STEPS; i++) {
      double v = i * STEP;
      sum += Math.exp(-v * v / 2) * Math.pow(below(v + s), m - 1);
    }
    return sum * STEP / Math.sqrt(2 * Math.PI);
  }

  /** Φ. */
  private static double below(double v) {
    return 0.5 * Erf.erfc(-v / Math.sqrt(2));
  }
}
