package org.autoprivacy.kernel.vector;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Arithmetic on unsigned 64-bit lanes, whose products' high halves the Vector API does not have.
 */
final class Longs {

  private static final long LOW = (1L << 32) - 1;

  private Longs() {}

  /**
   * ⌊a·b/2^64⌋ - e for unsigned a and b, with an e in {0, 1, 2}: the product of the low halves and
   * the carries out of the two middle products are left out.
   */
  static LongVector highAbout(LongVector a, LongVector b) {
    LongVector aLow = a.and(LOW);
    LongVector aHigh = a.lanewise(VectorOperators.LSHR, 32);
    LongVector bLow = b.and(LOW);
    LongVector bHigh = b.lanewise(VectorOperators.LSHR, 32);
    return aHigh
        .mul(bHigh)
        .add(aHigh.mul(bLow).lanewise(VectorOperators.LSHR, 32))
        .add(aLow.mul(bHigh).lanewise(VectorOperators.LSHR, 32));
  }

  /** ⌊a·b/2^64⌋ for unsigned a and b. */
  static LongVector high(LongVector a, LongVector b) {
    LongVector aLow = a.and(LOW);
    LongVector aHigh = a.lanewise(VectorOperators.LSHR, 32);
    LongVector bLow = b.and(LOW);
    LongVector bHigh = b.lanewise(VectorOperators.LSHR, 32);
    LongVector low = aLow.mul(bLow).lanewise(VectorOperators.LSHR, 32);
    LongVector middle = aHigh.mul(bLow).add(low);
    LongVector other = aLow.mul(bHigh).add(middle.and(LOW));
    return aHigh
        .mul(bHigh)
        .add(middle.lanewise(VectorOperators.LSHR, 32))
        .add(other.lanewise(VectorOperators.LSHR, 32));
  }

  /** x - m, or x where that is negative, for unsigned x below 2m. */
  static LongVector correct(LongVector x, LongVector m) {
    return x.lanewise(VectorOperators.UMIN, x.sub(m));
  }

  /** y·w mod q in [0, 4q), for any unsigned y, w below q &lt; 2^61 and its companion ⌊w·2^64/q⌋. */
  static LongVector product(LongVector y, LongVector w, LongVector companion, LongVector q) {
    return y.mul(w).sub(highAbout(y, companion).mul(q));
  }
}
