package org.autoprivacy.search;

/**
 * A reproducible generator whose whole state is one number: SplitMix64 (Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", OOPSLA 2014). Never for secrets. Not
 * thread-safe; the static functions are.
 */
public final class SeededRandom {

  private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

  private long state;

  public SeededRandom(long seed) {
    state = seed;
  }

  /** The state: a generator made from it goes on as this one. */
  public long state() {
    return state;
  }

  /** Goes on from a {@link #state()}. */
  public void setState(long state) {
    this.state = state;
  }

  /** A uniform 64-bit number. */
  public long nextLong() {
    state += GAMMA;
    return scramble(state);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return unit(nextLong());
  }

  /**
   * Uniform in [0, bound), exactly.
   *
   * @param bound positive
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be positive, got " + bound);
    }
    while (true) {
      long bits = nextLong() >>> 33;
      long remainder = bits % bound;
      if (bits - remainder + bound - 1 < 1L << 31) {
        return (int) remainder;
      }
    }
  }

  /** Normal with mean 0 and deviation 1, by Box and Muller; takes two draws. */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /** A number in [0, 1) from the upper 53 bits. */
  public static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** An independent seed for a numbered part of what {@code seed} drives. */
  public static long derive(long seed, long part) {
    return scramble(scramble(seed + GAMMA) ^ scramble(part * GAMMA + 0x1f83_d9ab_fb41_bd6bL));
  }

  private static long scramble(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
