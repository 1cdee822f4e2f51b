package org.autoprivacy.learn.train;

import org.autoprivacy.network.Topology;

/**
 * The choices of a training run that are not the user's.
 *
 * @param batch images per step
 * @param peakRate the largest learning rate of the float epochs
 * @param tuningRate the first learning rate of the quantised epochs
 * @param weightDecay of the float epochs
 * @param labelSmoothing share of the label spread over all classes
 * @param mostShift pixels that an image is moved at most
 * @param flips whether images are mirrored half of the time
 */
record Recipe(
    int batch,
    double peakRate,
    double tuningRate,
    double weightDecay,
    double labelSmoothing,
    int mostShift,
    boolean flips) {

  /** Digits are moved a little; photographs more, and mirrored. */
  static Recipe of(Topology topology) {
    return topology.image().channels() == 1
        ? new Recipe(128, 0.1, 0.002, 5e-4, 0.02, 2, false)
        : new Recipe(128, 0.2, 0.002, 5e-4, 0.05, 4, true);
  }

  /**
   * The learning rate at a point of the float epochs: up in a line over the first fifth, then down
   * along a cosine to 0.
   *
   * @param progress in [0, 1]
   */
  double floatRate(double progress) {
    double top = 0.2;
    return progress < top
        ? peakRate * (0.04 + 0.96 * progress / top)
        : peakRate * (1 + Math.cos(Math.PI * (progress - top) / (1 - top))) / 2;
  }

  /** The learning rate at a point of the quantised epochs: down along a cosine to 0. */
  double tuningRate(double progress) {
    return tuningRate * (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
