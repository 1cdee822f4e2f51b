package org.autoprivacy.noise;

import java.util.SplittableRandom;

/**
 * The way from what encryption and keys sample to the noise of a decrypted ciphertext, with the
 * standard deviation of what is sampled scaled by a number, as scaled-sigma sampling needs it.
 * Secrets, plaintexts and roundings are not scaled.
 */
public interface ErrorPath {

  /** Coefficients of one sample: n. */
  int size();

  /** The largest noise that is still rounded off: q/(2t). */
  double bound();

  /** The scale closest to this one that the path can sample at; any, unless it says otherwise. */
  default double nearestScale(double scale) {
    return scale;
  }

  /**
   * The noise of one ciphertext, n coefficients.
   *
   * @param scale factor of the errors' deviation, at least 1; {@link #nearestScale} is taken
   * @param random what is sampled comes from here, as far as the path can be reproduced
   */
  double[] sample(double scale, SplittableRandom random);

  /** How many coefficients of one sample fail. */
  default int failures(double scale, SplittableRandom random) {
    double bound = bound();
    int failures = 0;
    for (double v : sample(scale, random)) {
      if (Math.abs(v) >= bound) {
        failures++;
      }
    }
    return failures;
  }
}
