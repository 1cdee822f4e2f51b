package org.autoprivacy.learn.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** How large each tensor's values get on images, a few outliers left out. */
final class Peaks {

  private final double inside;
  private final double[] sums;
  private final int[] batches;

  /**
   * Peaks of so many tensors.
   *
   * @param inside share of the values that lie below a peak; 1 for all
   */
  Peaks(int tensors, double inside) {
    this.inside = inside;
    this.sums = new double[tensors];
    this.batches = new int[tensors];
  }

  /** Takes a batch's tensor in. */
  void see(int index, Tensor tensor) {
    Tensor flat = tensor.abs().flatten();
    long rank = Math.max(1, (long) Math.ceil(inside * flat.numel()));
    sums[index] += torch.kthvalue(flat, rank).get0().item_float();
    batches[index]++;
  }

  /** The absolute value below which that share lies, as a mean over batches. */
  double[] values() {
    double[] values = new double[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sums[i] / Math.max(1, batches[i]);
    }
    return values;
  }
}
