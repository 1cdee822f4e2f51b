package org.autoprivacy.kernel.vector;

/** Constants of exact arithmetic on doubles that hold whole numbers (docs/notes/ntt-bounds.md). */
final class Doubles {

  /**
   * 1.5·2^52: adding it rounds a double of at most 2^51 to a whole number, to even in the middle.
   */
  static final double ROUND = 0x1.8p52;

  /** Bits of {@link #ROUND}; those of ROUND + s are ROUND_BITS + s for a whole |s| &lt; 2^51. */
  static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);

  /** Bits of 2^52; those of 2^52 + u are ENTRY_BITS + u for a whole u in [0, 2^52). */
  static final long ENTRY_BITS = Double.doubleToRawLongBits(0x1p52);

  private Doubles() {}

  /** The representative of a mod p in [-p/2, p/2]. */
  static double centred(long a, long p) {
    return a > p / 2 ? a - p : a;
  }

  /**
   * The 1.5·2^(52+s) that splits products of a ≥ 0 below 2^first and a |b| of at most 2^second into
   * a multiple of 2^s and a rest, so that sums of {@code terms} of each are exact; 0 if none does.
   */
  static double split(int terms, int first, int second) {
    int logTerms = Integer.SIZE - Integer.numberOfLeadingZeros(terms - 1);
    int s = Math.max(0, first + second + Math.max(logTerms - 53, -51));
    boolean fits = s + logTerms <= 52 && first + logTerms <= 52;
    return fits ? Math.scalb(ROUND, s) : 0;
  }
}
