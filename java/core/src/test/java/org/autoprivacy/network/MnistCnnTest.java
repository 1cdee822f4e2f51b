package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.data.Mnist;
import org.junit.jupiter.api.Test;

/** The weights that come with the project. */
class MnistCnnTest {

  @Test
  void theShippedWeightsReachTheirAccuracyOnTheWholeTestSet() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    LabelledImages test = Mnist.test();
    IntegerInference inference = new IntegerInference(network);
    double top1 = (double) inference.correct(test, 2, OutputErrors.NONE) / test.count();
    assertEquals(network.training().top1Int(), top1);
    assertTrue(top1 >= 0.988, "top-1 is " + top1);

    List<AccumulatorRange> observed = inference.observedRanges(test, 2);
    for (int i = 0; i < network.layerCount(); i++) {
      AccumulatorRange worst = network.worstCaseRange(i);
      assertEquals(worst, worst.union(observed.get(i)));
    }
  }

  @Test
  void realImagesAreBitEqualToTheReference() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    LabelledImages images = Mnist.test().slice(500, 700);
    long[] logits = new IntegerInference(network).logits(images, 2, OutputErrors.NONE);
    for (int i = 0; i < images.count(); i++) {
      assertArrayEquals(
          ScalarReference.logits(network, images, i),
          Arrays.copyOfRange(logits, 10 * i, 10 * i + 10),
          "image " + i);
    }
  }
}
