package org.autoprivacy.learn.train;

import org.autoprivacy.network.Topologies;
import org.bytedeco.pytorch.global.torch.ScalarType;

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
 * @param quantizedShare share of the epochs that train the integers
 * @param arithmetic of convolutions; everything that is learnt stays in float
 */
record Recipe(
    int batch,
    double peakRate,
    double tuningRate,
    double weightDecay,
    double labelSmoothing,
    int mostShift,
    boolean flips,
    double quantizedShare,
    ScalarType arithmetic) {

  /**
   * Digits are moved a little; photographs more, and mirrored. Large networks take bfloat16, which
   * halves their time, and fewer of the slower quantised epochs, with a far smaller rate: without
   * normalisation a deep network does not bear 5e-4 (docs/notes/training.md).
   */
  static Recipe of(String network) {
    return switch (Topologies.withoutBits(network)) {
      case "mnist-cnn" -> new Recipe(128, 0.1, 0.002, 5e-4, 0.02, 2, false, 0.25, ScalarType.Float);
      case "7cnet-cifar10" ->
          new Recipe(128, 0.2, 5e-4, 5e-4, 0.05, 4, true, 0.25, ScalarType.Float);
      case "resnet32-cifar100" ->
          new Recipe(128, 0.3, 2e-5, 5e-4, 0.05, 4, true, 0.1, ScalarType.BFloat16);
      default -> new Recipe(128, 0.2, 2e-5, 5e-4, 0.1, 4, true, 0.1, ScalarType.BFloat16);
    };
  }

  /** The same with another number of images per step. */
  Recipe withBatch(int images) {
    return with(images, peakRate);
  }

  /**
   * The same for weights that are trained already: a quarter of the rate leaves them their worth.
   */
  Recipe warm() {
    return with(batch, peakRate / 4);
  }

  private Recipe with(int images, double rate) {
    return new Recipe(
        images,
        rate,
        tuningRate,
        weightDecay,
        labelSmoothing,
        mostShift,
        flips,
        quantizedShare,
        arithmetic);
  }

  /** How many epochs are trained in float. */
  int floatEpochs(int epochs) {
    return epochs - Math.max(1, Math.round(epochs * (float) quantizedShare));
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
