package org.autoprivacy.noise;

/**
 * Mean square of the noise that dropping low bits of a ciphertext's coefficients adds before it is
 * sent: {@code δ0 + δ1·s}, with δ uniform over the values of the bits dropped.
 *
 * <p>Source: what Cheetah (USENIX Security 2022) sends back; the formula is the definition of the
 * phase.
 */
public final class WireTruncationNoise {

  private WireTruncationNoise() {}

  /**
   * Bits cut off, as a shift to the right does: {@code E[δ0²] + (2n/3)·E[δ1²]} with {@code E[δ²] =
   * (2^d - 1)(2^(d+1) - 1)/6}, about {@code 4^d/3}.
   *
   * @param firstBits d of c0
   * @param secondBits d of c1
   */
  public static double cut(int polyDegree, int firstBits, int secondBits) {
    return cutSquare(firstBits) + polyDegree * SampledVariance.TERNARY * cutSquare(secondBits);
  }

  /** Rounded to the nearest: a quarter of that, {@code E[δ²] = (4^d + 2)/12} for d above 0. */
  public static double rounded(int polyDegree, int firstBits, int secondBits) {
    return roundedSquare(firstBits)
        + polyDegree * SampledVariance.TERNARY * roundedSquare(secondBits);
  }

  /** The mean square of 0, 1, …, 2^d - 1. */
  private static double cutSquare(int bits) {
    double values = Math.pow(2, requireBits(bits));
    return (values - 1) * (2 * values - 1) / 6;
  }

  /** The mean square of -2^(d-1), …, 2^(d-1) - 1. */
  private static double roundedSquare(int bits) {
    return requireBits(bits) == 0 ? 0 : (Math.pow(4, bits) + 2) * SampledVariance.ROUNDING;
  }

  private static int requireBits(int bits) {
    if (bits < 0 || bits > 1000) {
      throw new IllegalArgumentException("0 bits or more are dropped, got " + bits);
    }
    return bits;
  }
}
