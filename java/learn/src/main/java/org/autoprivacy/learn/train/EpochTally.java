package org.autoprivacy.learn.train;

/**
 * An epoch so far.
 *
 * @param batches done
 * @param loss summed over them
 * @param right training images that were right when they were seen
 * @param seconds they took
 */
record EpochTally(int batches, double loss, long right, double seconds) {

  static final EpochTally EMPTY = new EpochTally(0, 0, 0, 0);

  /** With one more batch. */
  EpochTally plus(double batchLoss, int batchRight) {
    return new EpochTally(batches + 1, loss + batchLoss, right + batchRight, seconds);
  }

  EpochTally plusSeconds(double more) {
    return new EpochTally(batches, loss, right, seconds + more);
  }
}
