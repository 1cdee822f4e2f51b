package org.autoprivacy.noise;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What was sampled at one scale: how many coefficients of each ciphertext failed.
 *
 * @param scale s
 * @param coefficients of one ciphertext
 * @param failures one count for each ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // Counts that are read only.
public record ScaledSigmaPoint(double scale, int coefficients, int[] failures) {

  /**
   * Samples at least so many coefficients.
   *
   * @param random each ciphertext has a source of its own split from it
   */
  public static ScaledSigmaPoint sample(
      ErrorPath path, double scale, long coefficients, SplittableRandom random) {
    int count = Math.toIntExact(Math.ceilDiv(coefficients, (long) path.size()));
    int[] failures = new int[count];
    for (int i = 0; i < count; i++) {
      failures[i] = path.failures(scale, random.split());
    }
    return new ScaledSigmaPoint(path.nearestScale(scale), path.size(), failures);
  }

  /** All failures. */
  public long total() {
    return Arrays.stream(failures).asLongStream().sum();
  }

  /** Coefficients sampled. */
  public long sampled() {
    return (long) failures.length * coefficients;
  }

  /** Failures for each coefficient. */
  public double rate() {
    return (double) total() / sampled();
  }

  /** As many ciphertexts drawn from these, with repetition. */
  ScaledSigmaPoint resampled(SplittableRandom random) {
    int[] drawn = new int[failures.length];
    Arrays.setAll(drawn, i -> failures[random.nextInt(failures.length)]);
    return new ScaledSigmaPoint(scale, coefficients, drawn);
  }
}
