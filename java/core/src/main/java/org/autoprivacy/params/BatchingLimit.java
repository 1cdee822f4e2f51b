package org.autoprivacy.params;

import org.autoprivacy.math.Primes;

/**
 * Why a plaintext modulus of so many bits can or cannot batch at a degree: slots need a prime that
 * is 1 modulo 2n (rule 3 of the paper), and below some width there is none.
 *
 * @param bits width of t
 * @param polyDegree n
 * @param nearest the smallest prime that is 1 modulo 2n and has at least that width
 * @param largestDegree the largest n at which a prime of exactly that width batches, or 0
 */
public record BatchingLimit(int bits, int polyDegree, long nearest, int largestDegree) {

  private static final int LARGEST_DEGREE = 32768;

  /**
   * The limit for t of a width at a degree.
   *
   * @param bits in [2, 59]
   * @param polyDegree a power of two
   */
  public static BatchingLimit of(int bits, int polyDegree) {
    if (bits < 2 || bits > 59 || polyDegree < 1 || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "t has 2 to 59 bits and n is a power of two, got %d and %d".formatted(bits, polyDegree));
    }
    int largest = 0;
    for (int n = 1; n <= LARGEST_DEGREE && largest == n / 2; n *= 2) {
      if (width(smallest(bits, n)) == bits) {
        largest = n;
      }
    }
    return new BatchingLimit(bits, polyDegree, smallest(bits, polyDegree), largest);
  }

  private static long smallest(int bits, int polyDegree) {
    return Primes.smallestAbove((1L << (bits - 1)) - 1, 2L * polyDegree);
  }

  private static int width(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  /** Whether a prime of exactly that width batches. */
  public boolean holds() {
    return width(nearest) == bits;
  }

  /** One sentence. */
  @Override
  public String toString() {
    return holds()
        ? "t of %d bits can batch at n = %d: %d".formatted(bits, polyDegree, nearest)
        : "no prime t of %d bits is 1 modulo 2n = %d; the nearest is %d (%d bits), and %s"
            .formatted(
                bits,
                2L * polyDegree,
                nearest,
                width(nearest),
                largestDegree == 0
                    ? "none that narrow batches at all"
                    : "that narrow ones batch up to n = %d (%d)"
                        .formatted(largestDegree, smallest(bits, largestDegree)));
  }
}
