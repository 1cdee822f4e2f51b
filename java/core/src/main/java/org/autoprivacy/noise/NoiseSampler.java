package org.autoprivacy.noise;

import java.util.SplittableRandom;

/**
 * Draws polynomials as an encryption would, from a seed: for simulation and error injection, never
 * for keys or ciphertexts.
 */
public final class NoiseSampler {

  private static final long COINS = (1L << 21) - 1;

  private NoiseSampler() {}

  /** Coefficients of SEAL's error: the difference of 21 coins on each side, in [-21, 21]. */
  public static double[] error(SplittableRandom random, int polyDegree) {
    double[] error = new double[polyDegree];
    for (int i = 0; i < polyDegree; i++) {
      long bits = random.nextLong();
      error[i] = Long.bitCount(bits & COINS) - Long.bitCount(bits >>> 21 & COINS);
    }
    return error;
  }

  /**
   * What makes of such an error one of more coins, independent of it: the difference of {@code
   * coins} coins on each side, of variance {@code coins/2}.
   *
   * @param coins not negative
   */
  public static long[] moreCoins(SplittableRandom random, int polyDegree, int coins) {
    long[] more = new long[polyDegree];
    for (int left = coins; left > 0; left -= 32) {
      long mask = left >= 32 ? 0xffff_ffffL : (1L << left) - 1;
      for (int i = 0; i < polyDegree; i++) {
        long bits = random.nextLong();
        more[i] += Long.bitCount(bits & mask) - Long.bitCount(bits >>> 32 & mask);
      }
    }
    return more;
  }

  /** Uniform coefficients in {-1, 0, 1}. */
  public static double[] ternary(SplittableRandom random, int polyDegree) {
    double[] ternary = new double[polyDegree];
    for (int i = 0; i < polyDegree; i++) {
      ternary[i] = random.nextInt(3) - 1;
    }
    return ternary;
  }
}
