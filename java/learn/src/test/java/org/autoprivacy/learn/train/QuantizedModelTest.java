package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libtorch computes while it trains is bit for bit what the exported network computes. */
class QuantizedModelTest {

  @BeforeAll
  static void load() {
    Torch.require(2);
  }

  /** Every kind of node on 28×28 images: depthwise, shortcut, residuals, signed values, pooling. */
  private static Topology mixed(int bits) {
    return new Topology(
        "mixed",
        new TensorShape(1, 28, 28),
        List.of(
            new Node.Linear(
                "a", LayerShape.convolution(1, 28, 28, 8, 3, 2, 1), 0, Activation.RELU, -1),
            new Node.Linear("b", LayerShape.depthwise(8, 14, 14, 3, 1, 1), 1, Activation.RELU, -1),
            new Node.Linear(
                "c", LayerShape.convolution(8, 14, 14, 8, 1, 1, 0), 2, Activation.SIGNED, 1),
            new Node.Linear(
                "d", LayerShape.convolution(8, 14, 14, 16, 3, 2, 1), 3, Activation.RELU, -1),
            new Node.Shortcut(1, 2, 16),
            new Node.Linear(
                "e", LayerShape.convolution(16, 7, 7, 16, 3, 1, 1), 4, Activation.RELU, 5),
            new Node.SumPool(6, 7),
            new Node.Linear("f", LayerShape.fullyConnected(16, 10), 7, Activation.NONE, -1)),
        bits);
  }

  private static float[] pixels(LabelledImages images) {
    float[] pixels = new float[images.count() * images.size()];
    Batches.plain(images, 0, images.count(), pixels, new long[images.count()]);
    return pixels;
  }

  private static void step(
      TorchGraph model, Sgd sgd, LabelledImages images, int from, double pixel, double output) {
    float[] pixels = new float[32 * images.size()];
    long[] labels = new long[32];
    Batches.plain(images, from, 32, pixels, labels);
    try (PointerScope _ = new PointerScope()) {
      Tensor in = Torch.tensor(pixels, 32, 1, 28, 28).mul(Torch.scalar(pixel));
      Tensor out = model.forward(in).mul(Torch.scalar(output));
      torch
          .cross_entropy_loss(out, Tensor.create(labels, 32), new TensorOptional(), 1, -100, 0)
          .backward();
      sgd.step(0.02);
    }
  }

  private static void trainAndCompare(Topology topology) throws IOException {
    LabelledImages images = Dataset.parse("mnist").train().slice(0, 320);
    FloatModel model = new FloatModel(topology, 3);
    Sgd sgd = new Sgd(model.parameters(), 0);
    for (int i = 0; i < 10; i++) {
      step(model, sgd, images, 32 * i, 1.0 / 255, 1);
    }
    model.training(false);
    Peaks peaks = new Peaks(topology.nodes().size() + 1, 0.9998);
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    try (NoGradGuard _ = new NoGradGuard()) {
      model.observer(peaks::see);
      model.forward(
          Torch.tensor(pixels(images), images.count(), 1, 28, 28).mul(Torch.scalar(1.0 / 255)));
    }
    for (int i = 0; i < topology.layers().size(); i++) {
      weights.add(model.foldedWeights(i));
      biases.add(model.foldedBiases(i));
    }
    QuantizedModel quantized =
        new QuantizedModel(
            topology, new Scales(topology, peaks.values(), weights), weights, biases);
    Sgd tuning = new Sgd(quantized.parameters(), 0);
    Network before = quantized.export(new TrainingRecord("test", 3, 0, 0, 0));
    for (int i = 0; i < 3; i++) {
      step(quantized, tuning, images, 32 * i, 1, quantized.outputUnit());
    }
    Network network = quantized.export(new TrainingRecord("test", 3, 0, 0, 0));
    for (int i = 0; i < network.layerCount(); i++) {
      assertTrue(!network.layer(i).equals(before.layer(i)), "layer " + i + " learns");
    }

    quantized.arithmetic(ScalarType.Double);
    double[] emulated = new double[images.count() * 10];
    try (NoGradGuard _ = new NoGradGuard()) {
      Tensor in = Torch.tensor(pixels(images), images.count(), 1, 28, 28).to(ScalarType.Double);
      quantized.forward(in).contiguous().data_ptr_double().get(emulated);
    }
    long[] exact = new IntegerInference(network).logits(images, 2, OutputErrors.NONE);
    assertTrue(Arrays.stream(exact).distinct().count() > 500);
    for (int i = 0; i < exact.length; i++) {
      assertEquals((double) exact[i], emulated[i], 0.0, "output " + i);
    }
  }

  @Test
  void mnistCnnIsBitEqual() throws IOException {
    trainAndCompare(Topologies.byName("mnist-cnn"));
  }

  @Test
  void everyKindOfNodeIsBitEqual() throws IOException {
    trainAndCompare(mixed(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 14, 15})
  void moreBitsAreBitEqual(int bits) throws IOException {
    trainAndCompare(mixed(bits));
  }

  @Test
  void mnistCnnOf14BitsIsBitEqual() throws IOException {
    trainAndCompare(Topologies.byName("mnist-cnn-14bit"));
  }
}
