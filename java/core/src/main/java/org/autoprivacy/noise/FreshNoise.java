package org.autoprivacy.noise;

/**
 * Variance of the noise of a fresh ciphertext, the rounding of {@code q·m/t} included.
 *
 * <p>Source: the definitions of BFV encryption (ePrint 2012/144) and SEAL's program, which encrypts
 * zero modulo q·P and divides by the special prime P.
 */
public final class FreshNoise {

  private FreshNoise() {}

  /** Under the secret key: {@code σ² + 1/12}. */
  public static double symmetric() {
    return SampledVariance.ERROR + SampledVariance.ROUNDING;
  }

  /** Under the public key, without special prime: {@code σ²·(1 + 4n/3) + 1/12}. */
  public static double publicKey(int polyDegree) {
    return SampledVariance.ERROR * (1 + 2 * polyDegree * SampledVariance.TERNARY)
        + SampledVariance.ROUNDING;
  }

  /**
   * Under the public key, divided by the special prime P: {@code (1 + 2n/3)/12 + σ²·(1 + 4n/3)/P² +
   * 1/12}.
   *
   * @param logP log2 of P
   */
  public static double publicKey(int polyDegree, double logP) {
    double atProduct = SampledVariance.ERROR * (1 + 2 * polyDegree * SampledVariance.TERNARY);
    return SampledVariance.ciphertextRounding(polyDegree)
        + atProduct * Math.pow(2, -2 * logP)
        + SampledVariance.ROUNDING;
  }
}
