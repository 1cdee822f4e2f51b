package org.autoprivacy.learn.train;

/**
 * Where a training stands.
 *
 * @param epoch epochs done
 * @param tally the epoch under way
 */
record Position(int epoch, EpochTally tally) {

  static final Position START = new Position(0, EpochTally.EMPTY);

  /** Whether any step was done after so many epochs. */
  boolean isAfter(int epochs) {
    return epoch > epochs || (epoch == epochs && tally.batches() > 0);
  }
}
