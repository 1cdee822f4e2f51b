package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoprivacy.network.Topologies;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class FloatModelTest {

  private static FloatModel model(String network, long seed) {
    return new FloatModel(Topologies.byName(network), seed);
  }

  private static List<float[]> values(FloatModel model) {
    return model.state().stream().map(Torch::floats).toList();
  }

  @Test
  void takesOverAllButALastLayerOfOtherClasses() {
    Torch.require(1);
    try (PointerScope _ = new PointerScope()) {
      FloatModel hundred = model("mobilenetv2-cifar100", 1);
      FloatModel ten = model("mobilenetv2-cifar10", 2);
      List<float[]> before = values(ten);
      List<float[]> from = values(hundred);
      ten.takeOver(from);
      List<float[]> after = values(ten);
      int kept = 0;
      for (int i = 0; i < after.size(); i++) {
        boolean same = from.get(i).length == after.get(i).length;
        assertArrayEquals(same ? from.get(i) : before.get(i), after.get(i), "tensor " + i);
        kept += same ? 0 : 1;
      }
      assertEquals(4, kept, "weights, biases, and the statistics that are not used");

      FloatModel other = model("mobilenetv2-cifar10", 3);
      other.takeOver(after);
      assertArrayEquals(after.toArray(), values(other).toArray(), "the same classes: all of it");
    }
  }

  @Test
  void otherLayersAreRefused() {
    Torch.require(1);
    try (PointerScope _ = new PointerScope()) {
      FloatModel ten = model("7cnet-cifar10", 1);
      List<float[]> mnist = values(model("mnist-cnn", 1));
      assertTrue(refusal(ten, mnist).contains("fewer layers"));
      List<float[]> large = values(model("mobilenetv2-cifar10", 1));
      assertTrue(refusal(ten, large).contains("layers have other shapes"));
    }
  }

  private static String refusal(FloatModel model, List<float[]> values) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> model.takeOver(values)).getMessage());
  }
}
