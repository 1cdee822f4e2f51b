package org.autoprivacy.search;

/**
 * How long an oracle samples.
 *
 * @param samples inferences at most
 * @param lossLimit accuracy loss of interest: sampling stops early once the loss is clearly on one
 *     side of it; {@link Double#NaN} to take all samples
 * @param series which of many independent series of errors is drawn: what is chosen by one is
 *     confirmed by another
 */
public record Sampling(int samples, double lossLimit, int series) {

  public Sampling {
    if (samples < 1 || series < 0) {
      throw new IllegalArgumentException(
          "samples must be positive and the series not negative, got " + samples + ", " + series);
    }
  }

  /** All samples of the first series, whatever they show. */
  public static Sampling all(int samples) {
    return new Sampling(samples, Double.NaN, 0);
  }

  /** Samples of the first series until the loss is clearly on one side of the limit. */
  public static Sampling until(int samples, double lossLimit) {
    return new Sampling(samples, lossLimit, 0);
  }
}
