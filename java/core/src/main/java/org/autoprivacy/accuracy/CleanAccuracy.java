package org.autoprivacy.accuracy;

import org.autoprivacy.search.AccuracyEstimate;

/** Accuracy without errors. */
public final class CleanAccuracy {

  private CleanAccuracy() {}

  /**
   * The share of right answers with Wilson's interval.
   *
   * @param right right answers, at most {@code samples}
   * @param samples inferences, positive
   */
  public static AccuracyEstimate of(long right, long samples) {
    double top1 = (double) right / samples;
    double[] interval = PairedTally.wilson(right, samples);
    return new AccuracyEstimate(top1, top1, samples, interval[0], interval[1], 0, 0);
  }
}
