package org.autoprivacy.kernel.vector;

/**
 * Constants of exact arithmetic on floats that hold whole numbers of at most 2^24: {@link Doubles}
 * with 29 bits less, so the bounds of docs/notes/ntt-bounds.md hold for primes below 2^19.
 *
 * <p>Between its first and its last pass a limb is in rows, one for each output of the first pass.
 * The floats of a row lie in the first half of its longs, two to a long: of every 2c values, with c
 * the longs of a vector, value i is the low half of long i and value c + i the high half, so that a
 * shift and a sum pack and unpack them.
 */
final class Floats {

  /**
   * 1.5·2^23: adding it rounds a float of at most 2^22 to a whole number, to even in the middle.
   */
  static final float ROUND = 0x1.8p23f;

  /** Bits of {@link #ROUND}; those of ROUND + s are ROUND_BITS + s for a whole |s| &lt; 2^22. */
  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /** Bits of 2^23; those of 2^23 + u are ENTRY_BITS + u for a whole u in [0, 2^23). */
  static final int ENTRY_BITS = Float.floatToRawIntBits(0x1p23f);

  /** {@link #ENTRY_BITS} in both halves of a long. */
  static final long ENTRY_BITS_TWICE = (long) ENTRY_BITS << 32 | ENTRY_BITS;

  private Floats() {}

  /** The representative of a mod p in [-p/2, p/2]. */
  static float centred(long a, long p) {
    return a > p / 2 ? a - p : a;
  }
}
