package org.autoprivacy.security;

/**
 * The LWE problem behind one public key or ciphertext of BFV: dimension n, modulus q, error and
 * secret, and how many samples an attacker sees. The ring structure is ignored; one ring sample is
 * n LWE samples, and more than n change nothing for the attacks that are computed.
 *
 * @param polyDegree n, a power of two in [1024, 131072]
 * @param logQ log2 of the whole modulus that public material shows, any real number: of q·P where
 *     key-switching keys are published. At least 3 bits above the error's standard deviation, at
 *     most 100000
 * @param sigma standard deviation of an error coefficient (not the width √(2π)·σ), in [1, 64]
 * @param secret how the secret's coefficients are drawn
 * @param samples number of LWE samples, at least n
 */
public record LweParameters(
    int polyDegree, double logQ, double sigma, SecretDistribution secret, long samples) {

  /**
   * The error's standard deviation of the HE standard; SEAL's is √10.5, which is a little safer.
   */
  public static final double STANDARD_SIGMA = 3.2;

  /** Stands for any number of samples. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final int LEAST_DEGREE = 1024;
  private static final int LARGEST_DEGREE = 131072;
  private static final double LARGEST_SIGMA = 64;
  private static final double LARGEST_LOG_Q = 100_000;
  private static final double ROOM_ABOVE_ERROR_BITS = 3;

  public LweParameters {
    if (polyDegree < LEAST_DEGREE
        || polyDegree > LARGEST_DEGREE
        || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the poly degree must be a power of two in [%d, %d], got %d: smaller problems fall to attacks outside the model"
              .formatted(LEAST_DEGREE, LARGEST_DEGREE, polyDegree));
    }
    if (!(sigma >= 1 && sigma <= LARGEST_SIGMA)) {
      throw new IllegalArgumentException(
          "the error's standard deviation must be in [1, 64], got "
              + sigma
              + ": smaller errors fall to algebraic attacks outside the model");
    }
    double least = leastLogQ(sigma);
    if (!(logQ >= least && logQ <= LARGEST_LOG_Q)) {
      throw new IllegalArgumentException(
          "log2 of the modulus must be in [%.2f, %.0f], got %s"
              .formatted(least, LARGEST_LOG_Q, logQ));
    }
    if (samples < polyDegree) {
      throw new IllegalArgumentException(
          "%d samples are fewer than n = %d: outside the model, which lets the attacker choose freely; give at least n"
              .formatted(samples, polyDegree));
    }
  }

  /** A ring of degree n with uniform ternary secret, σ = 3.2 and any number of samples. */
  public static LweParameters of(int polyDegree, double logQ) {
    return new LweParameters(
        polyDegree, logQ, STANDARD_SIGMA, SecretDistribution.TERNARY, UNLIMITED);
  }

  /** The smallest log2 q that leaves room for a message above an error of this size. */
  static double leastLogQ(double sigma) {
    return Math.log(sigma) / Math.log(2) + ROOM_ABOVE_ERROR_BITS;
  }

  /** The same with another modulus. */
  LweParameters withLogQ(double other) {
    return new LweParameters(polyDegree, other, sigma, secret, samples);
  }

  /** Natural logarithm of q. */
  double lnQ() {
    return logQ * Math.log(2);
  }

  /** Standard deviation of a secret coefficient. */
  double secretSigma() {
    return secret.stddev(sigma);
  }

  /** Logarithm of the factor that makes secret coefficients as large as errors. */
  double lnScale() {
    return Math.log(sigma / secretSigma());
  }
}
