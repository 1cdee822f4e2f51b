package org.autoprivacy.noise;

/**
 * How much the variance of noise itself spreads over keys that the evaluating party does not know:
 * the variance of the variance, over the square of its mean. Known plaintexts do not spread it.
 *
 * <p>A noise that carries the secret s and known weights w has the power |s(ζ)|²·|w(ζ)|² at ζ; both
 * factors are exponential over the n/2 pairs of ζ, to which s contributes independently.
 */
public final class OperandSpread {

  private OperandSpread() {}

  /**
   * Of a sum of products of public-key ciphertexts with known plaintexts, over secrets, where the
   * special prime leaves the rounding alone: {@code (2/n)·(1 + 1/k)}. Without special prime two
   * independent polynomials of the key share the noise, which makes it half of that.
   *
   * @param products k, how many are summed
   */
  public static double publicProducts(int polyDegree, int products) {
    return 2.0 / polyDegree * (1 + 1.0 / products);
  }

  /**
   * Of what a modulus' division rounds off, {@code (1 + ‖s‖²)/12}, over secrets: {@code 1/(2n)}.
   */
  public static double rounding(int polyDegree) {
    return 0.5 / polyDegree;
  }

  /**
   * Of one key switch with SEAL's digits, over keys: 3/4 of its variance is a bias {@code
   * (q_j/2P)·Σ ±e_i} that runs like a random walk over the coefficients, whose mean square has a
   * relative variance of 2/3: that of {@code ∫(2W(x) - W(1))²dx} for a Brownian W.
   *
   * @param digitShare the digits' share of the whole variance, in [0, 1]
   */
  public static double keySwitch(double digitShare) {
    double bias = 0.75 * digitShare;
    return bias * bias * 2 / 3;
  }

  /**
   * Of slots' polynomial, {@code ‖w‖²} of n uniform coefficients: {@code 4/(5n)}.
   *
   * @param nonZero coefficients that are not zero by structure
   */
  public static double slots(int nonZero) {
    return 0.8 / nonZero;
  }
}
