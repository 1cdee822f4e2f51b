package org.autoprivacy.learn.train;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Epochs that train one model, and everything that has to be kept to go on with them.
 *
 * @param pixelUnit what the model takes a pixel's unit for
 * @param outputUnit what its outputs' unit stands for
 * @param first the first of these epochs, of the whole training's
 * @param end the epoch behind the last
 * @param rates the learning rate by the share of these epochs that is done
 * @param tensors what a checkpoint holds
 */
record Phase(
    TorchGraph model,
    Sgd sgd,
    double pixelUnit,
    double outputUnit,
    int first,
    int end,
    DoubleUnaryOperator rates,
    List<Tensor> tensors) {

  /** The learning rate after so many epochs of the whole training. */
  double rate(double epochs) {
    return rates.applyAsDouble((epochs - first) / (end - first));
  }
}
