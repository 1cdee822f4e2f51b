package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.autoprivacy.accuracy.GaussianErrors;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.WeightsFile;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FineTuningTest {

  @BeforeAll
  static void load() {
    Torch.require(1);
  }

  private static OutputErrors errors(Network network, int bits, long seed) {
    double[] deviations = new double[network.layerCount()];
    Arrays.fill(deviations, Math.scalb(1.0, bits));
    return new GaussianErrors(deviations, seed);
  }

  @Test
  void integersComeBackAsTheyWere() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    Network same = QuantizedModel.of(network, 1).export(network.training());
    for (int i = 0; i < network.layerCount(); i++) {
      assertEquals(network.layer(i), same.layer(i), "layer " + i);
    }
  }

  @Test
  void errorsEnterWhereInferenceAddsThem() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    LabelledImages images = Dataset.parse("mnist").test().slice(0, 40);
    OutputErrors errors = errors(network, 10, 5);
    long[] exact = new IntegerInference(network).logits(images, 1, errors);
    float[] pixels = new float[images.count() * images.size()];
    Batches.plain(images, 0, images.count(), pixels, new long[images.count()]);
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      QuantizedModel model = QuantizedModel.of(network, 1);
      model.errors(errors, IntStream.range(0, images.count()).toArray());
      Tensor out = model.forward(Torch.tensor(pixels, images.count(), 1, 28, 28));
      float[] emulated = Torch.floats(out);
      for (int i = 0; i < exact.length; i++) {
        assertEquals((float) exact[i], emulated[i], 0f, "output " + i);
      }
    }
  }

  @Test
  void aNetworkLearnsToLiveWithErrors() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    Dataset mnist = Dataset.parse("mnist");
    LabelledImages test = mnist.test().slice(0, 500);
    OutputErrors others = errors(network, 11, 9);
    int before = new IntegerInference(network).correct(test, 1, others);
    Network tuned =
        new FineTuning(2048, 0.002, 1, 1)
            .tune(network, mnist.train(), errors(network, 11, 8), "tuned", test);
    int after = new IntegerInference(tuned).correct(test, 1, others);
    assertTrue(after > before + 15, before + " right before, " + after + " after");
    assertEquals(network.training().epochs() + 1, tuned.training().epochs());
    assertEquals(
        new IntegerInference(tuned).correct(test, 1, OutputErrors.NONE) / 500.0,
        tuned.training().top1Int());
  }

  @Test
  void choicesThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FineTuning(0, 0.002, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new FineTuning(10, Double.NaN, 1, 1));
  }
}
