package org.autoprivacy.accuracy;

import org.autoprivacy.math.NormalTail;

/**
 * Magnitudes of a rounded Gaussian {@code |round(std·Z)|}, drawn from its tail: the magnitude is at
 * least k with probability P(std·|Z| &gt; k - 1/2). Immutable.
 */
final class RoundedTail {

  private static final int TABLE = 32;

  private final double std;
  private final double[] atLeast;

  /** A deviation in units of the plaintext; 0 gives no errors. */
  RoundedTail(double std) {
    this.std = std;
    atLeast = new double[TABLE];
    for (int k = 1; k <= TABLE; k++) {
      atLeast[k - 1] = std > 0 ? Math.pow(2, NormalTail.log2TwoSidedTail((k - 0.5) / std)) : 0;
    }
  }

  /** Probability that the rounded value is not 0. */
  double rate() {
    return atLeast[0];
  }

  /**
   * The magnitude at a place in the tail.
   *
   * @param tail uniform in [0, 1): the probability of a larger deviation
   */
  long magnitude(double tail) {
    int k = 0;
    while (k < TABLE && tail < atLeast[k]) {
      k++;
    }
    if (k < TABLE) {
      return k;
    }
    double log2 = tail > 0 ? Math.log(tail) / Math.log(2) : -1074;
    return Math.max(TABLE, Math.round(std * NormalTail.quantile(log2)));
  }
}
