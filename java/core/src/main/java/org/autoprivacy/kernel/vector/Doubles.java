package org.autoprivacy.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exact arithmetic modulo a prime p &lt; 2^50 on doubles that hold whole numbers; every bound is
 * proved in docs/notes/ntt-bounds.md.
 */
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
   * y·w mod p, within p·(1/2 + |y|/2^53) of 0.
   *
   * @param y whole, |y| ≤ 2^52
   * @param w whole, |w| ≤ p/2
   * @param minusW -w
   * @param reciprocal 1/p, rounded
   * @param minusP -p
   */
  static DoubleVector product(
      DoubleVector y,
      DoubleVector w,
      DoubleVector minusW,
      DoubleVector reciprocal,
      DoubleVector minusP,
      DoubleVector round) {
    DoubleVector high = y.mul(w);
    DoubleVector minusLow = y.fma(minusW, high);
    DoubleVector quotient = high.fma(reciprocal, round).sub(round);
    return quotient.fma(minusP, high).sub(minusLow);
  }

  /** x mod p within p/2 + 1 of 0, for a whole |x| ≤ 2^52. */
  static DoubleVector reduce(
      DoubleVector x, DoubleVector reciprocal, DoubleVector minusP, DoubleVector round) {
    DoubleVector quotient = x.fma(reciprocal, round).sub(round);
    return quotient.fma(minusP, x);
  }

  /** The whole number u - shift as a double, for u and shift in [0, 2^52), shift held by minus. */
  static DoubleVector enter(LongVector u, DoubleVector minus) {
    return u.add(ENTRY_BITS).reinterpretAsDoubles().sub(minus);
  }

  /**
   * Stores a whole |x| &lt; p as a residue: x mod p in [0, p), or x + p if lazy.
   *
   * @param bits ROUND_BITS
   * @param bitsLessP ROUND_BITS - p
   */
  static void store(
      long[] values,
      int at,
      DoubleVector x,
      DoubleVector round,
      LongVector bits,
      LongVector bitsLessP,
      boolean lazy) {
    LongVector y = x.add(round).reinterpretAsLongs();
    LongVector plusP = y.sub(bitsLessP);
    if (lazy) {
      plusP.intoArray(values, at);
    } else {
      plusP.lanewise(VectorOperators.UMIN, y.sub(bits)).intoArray(values, at);
    }
  }
}
