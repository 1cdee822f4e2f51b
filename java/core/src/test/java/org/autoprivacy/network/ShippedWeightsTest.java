package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** All weights that come with the project, by what their files say of themselves. */
class ShippedWeightsTest {

  private static final int MOST_BYTES = 8 << 20;

  @Test
  void allAreReadLoseLittleByRoundingAndTogetherTheyAreSmall() throws IOException {
    int bytes = 0;
    int networks = 0;
    for (String name : Topologies.names()) {
      try (InputStream in = WeightsFile.class.getResourceAsStream(name + ".weights")) {
        if (in == null) {
          continue;
        }
        bytes += in.readAllBytes().length;
      }
      networks++;
      Network network = WeightsFile.load(name);
      assertEquals(name, network.name());
      TrainingRecord training = network.training();
      assertTrue(training.command().startsWith("autoprivacy train " + name + " "), name);
      assertTrue(training.top1Float() - training.top1Int() <= 0.005, name + " " + training);
    }
    assertTrue(networks >= 3, networks + " networks have weights");
    assertTrue(bytes <= MOST_BYTES, bytes + " bytes of weights");
  }
}
