package org.autoprivacy.noise;

/**
 * Bounds on the largest noise coefficient, in bits, as prior work sizes q with: errors cut at six
 * standard deviations, and products bounded by the expansion factor n.
 */
public final class WorstCaseNoise {

  private static final double ERROR_BOUND = 6 * Math.sqrt(SampledVariance.ERROR);

  private WorstCaseNoise() {}

  /** Fresh under the secret key: {@code log2(6σ)}. */
  public static double symmetric() {
    return log2(ERROR_BOUND);
  }

  /** Fresh under the public key: {@code log2(6σ·(1 + 2n))}. */
  public static double publicKey(int polyDegree) {
    return log2(ERROR_BOUND * (1 + 2.0 * polyDegree));
  }

  /** Times a slot-encoded plaintext: {@code + log2(n·t/2)}. */
  public static double slotProduct(double bits, int polyDegree, double logT) {
    return bits + log2(polyDegree) + logT - 1;
  }

  /**
   * Times a coefficient-encoded plaintext.
   *
   * @param norm1 sum of its absolute coefficients
   */
  public static double coefficientProduct(double bits, double norm1) {
    return bits + log2(norm1);
  }

  /**
   * One key switch with a special prime as large as the primes of q: {@code log2(L·n·6σ + (1 +
   * n)/2)}.
   *
   * @param limbs L, the number of digits
   */
  public static double keySwitch(int polyDegree, int limbs) {
    return log2(limbs * (double) polyDegree * ERROR_BOUND + (1.0 + polyDegree) / 2);
  }

  /** Behind the division by a prime: {@code log2(2^(bits - log p) + (1 + n)/2)}. */
  public static double modSwitch(double bits, double logDropped, int polyDegree) {
    return add(bits - logDropped, log2((1.0 + polyDegree) / 2));
  }

  /** The sum of two. */
  public static double add(double bits, double other) {
    double larger = Math.max(bits, other);
    return larger + log2(1 + Math.pow(2, Math.min(bits, other) - larger));
  }

  /** The sum of so many. */
  public static double sum(double bits, double count) {
    return bits + log2(count);
  }

  /**
   * Bits of q that keep every coefficient right: twice t times the noise.
   *
   * @param bits bound on the noise
   */
  public static double requiredLogQ(double bits, double logT) {
    return 1 + logT + bits;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
