package org.autoprivacy.learn.train;

import org.autoprivacy.data.LabelledImages;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What a model under training says of images, beside their labels. */
final class Predictions {

  private static final int BATCH = 256;

  private Predictions() {}

  /**
   * The mean cross entropy of labels and outputs.
   *
   * @param outputs one row of logits for each label
   * @param labelSmoothing share of the label spread over all classes
   */
  static Tensor loss(Tensor outputs, long[] labels, double labelSmoothing) {
    return torch.cross_entropy_loss(
        outputs,
        Tensor.create(labels, labels.length),
        new TensorOptional(),
        1,
        -100,
        labelSmoothing);
  }

  /** How many rows of logits are largest at their label; of equal ones the first counts. */
  static int right(Tensor outputs, long[] labels) {
    float[] values = Torch.floats(outputs);
    int classes = values.length / labels.length;
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[i * classes + c] > values[i * classes + best]) {
          best = c;
        }
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right;
  }

  /** The share of images that a float model in its state of evaluation tells rightly. */
  static double top1(FloatModel model, LabelledImages images, ShutdownGuard guard) {
    int right = 0;
    for (int from = 0; from < images.count(); from += BATCH) {
      guard.check();
      int count = Math.min(BATCH, images.count() - from);
      float[] pixels = new float[count * images.size()];
      long[] labels = new long[count];
      Batches.plain(images, from, count, pixels, labels);
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        Tensor inputs = Calibration.images(model.topology(), pixels, count);
        right += right(model.forward(inputs.mul(Torch.scalar(1.0 / 255))), labels);
      }
    }
    return (double) right / images.count();
  }
}
