package org.autoprivacy.noise;

/** Variances of what an encryption samples and rounds, per coefficient. */
public final class SampledVariance {

  /** SEAL's centred binomial error: the difference of 21 coins on each side. */
  public static final double ERROR = 10.5;

  /** A uniform ternary secret, and the ternary mask of public-key encryption. */
  public static final double TERNARY = 2.0 / 3;

  /** Rounding to the nearest whole number. */
  public static final double ROUNDING = 1.0 / 12;

  private SampledVariance() {}

  /**
   * The rounding of both polynomials of a ciphertext when its modulus is divided, seen through the
   * secret: {@code (1 + n·2/3)/12}.
   */
  public static double ciphertextRounding(int polyDegree) {
    return (1 + polyDegree * TERNARY) * ROUNDING;
  }
}
