package org.autoprivacy.learn.train;

/** Is told how training goes on. */
public interface TrainingProgress {

  /** Says nothing. */
  TrainingProgress NONE =
      new TrainingProgress() {
        @Override
        public void batch(int epoch, int done, int batches) {}

        @Override
        public void epoch(EpochReport report) {}
      };

  /** A batch of an epoch, both counted from 1, is done. */
  void batch(int epoch, int done, int batches);

  /** An epoch is done and its checkpoint written. */
  void epoch(EpochReport report);
}
