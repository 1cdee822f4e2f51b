package org.autoprivacy.security;

import org.autoprivacy.math.LogSpace;

/** How many sieves give a number of short vectors: one in dimension s ends with 2^{0.2075·s}. */
final class SieveYield {

  private static final double EXPONENT = 0.2075;

  /** Above this many bits a number is its own ceiling in double precision. */
  private static final double EXACT_BITS = 52;

  private SieveYield() {}

  /** log2 of ⌈2^{log2Count} / ⌊2^{0.2075·dimension}⌋⌉, at least 0. */
  static double log2Calls(int dimension, double log2Count) {
    double yield = EXPONENT * dimension;
    if (yield < EXACT_BITS) {
      yield = LogSpace.log2(Math.floor(Math.pow(2, yield)));
    }
    double calls = log2Count - yield;
    if (calls <= 0) {
      return 0;
    }
    return calls > EXACT_BITS ? calls : LogSpace.log2(Math.ceil(Math.pow(2, calls)));
  }
}
