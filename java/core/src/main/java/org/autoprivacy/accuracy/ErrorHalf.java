package org.autoprivacy.accuracy;

/**
 * Which half of the recorded errors is met: the paper trains with one and measures with the other.
 */
public enum ErrorHalf {
  /** The half that a network is trained on with. */
  TRAINING,
  /** The half that accuracy is measured with. */
  EVALUATION
}
