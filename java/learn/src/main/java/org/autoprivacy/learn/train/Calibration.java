package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topology;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** From float to integers: scales that fit what training images make of a network. */
final class Calibration {

  private static final int IMAGES = 1024;
  private static final int BATCH = 256;

  /**
   * Of 8 bits none is spent on the 2 largest in 10,000 values; of more there are enough for all.
   */
  private static final double INSIDE = 0.9998;

  private Calibration() {}

  /** The quantised network that a float one becomes, before its integers are trained. */
  static QuantizedModel quantize(FloatModel model, LabelledImages train) {
    Topology topology = model.topology();
    model.training(false);
    int count = Math.min(IMAGES, train.count());
    Peaks peaks =
        new Peaks(
            topology.nodes().size() + 1, topology.bits() > Topology.DEFAULT_BITS ? 1 : INSIDE);
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      float[] pixels = new float[size * train.size()];
      Batches.plain(train, from, size, pixels, new long[size]);
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        model.observer(peaks::see);
        model.forward(images(topology, pixels, size).mul(Torch.scalar(1.0 / 255)));
      }
    }
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (int i = 0; i < topology.layers().size(); i++) {
      weights.add(model.foldedWeights(i));
      biases.add(model.foldedBiases(i));
    }
    return new QuantizedModel(
        topology, new Scales(topology, peaks.values(), weights), weights, biases);
  }

  /** Colour images as channels-last, which libtorch's convolutions are faster on. */
  static Tensor images(Topology topology, float[] pixels, int count) {
    TensorShape shape = topology.image();
    Tensor images = Torch.tensor(pixels, count, shape.channels(), shape.height(), shape.width());
    return shape.channels() == 1 ? images : images.contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
