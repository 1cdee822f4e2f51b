package org.autoprivacy.search;

/**
 * How long an oracle samples.
 *
 * @param samples inferences at most
 * @param lossLimit accuracy loss of interest: sampling stops early once the loss is clearly on one
 *     side of it; {@link Double#NaN} to take all samples
 */
public record Sampling(int samples, double lossLimit) {

  public Sampling {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be positive, got " + samples);
    }
  }

  /** All samples, whatever they show. */
  public static Sampling all(int samples) {
    return new Sampling(samples, Double.NaN);
  }
}
