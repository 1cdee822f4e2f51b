package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.autoprivacy.data.LabelledImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerInferenceTest {

  /** A small error that depends on where it happens and on nothing else. */
  private static int error(int layer, int image, int value) {
    int hash = (layer * 31 + image) * 1_000_003 + value;
    return hash % 5 == 0 ? (hash * 0x9E3779B1) >> 12 : 0;
  }

  private static final OutputErrors ERRORS =
      (layer, outputs) -> {
        for (int i = 0; i < outputs.images(); i++) {
          for (int v = 0; v < outputs.values(); v++) {
            outputs.set(i, v, outputs.get(i, v) + error(layer, outputs.image(i), v));
          }
        }
      };

  private static void assertSameAsReference(Network network, LabelledImages images) {
    int classes = network.topology().classes();
    long[] clean = new IntegerInference(network).logits(images, 2, OutputErrors.NONE);
    long[] wrong = new IntegerInference(network).logits(images, 2, ERRORS);
    for (int i = 0; i < images.count(); i++) {
      assertArrayEquals(
          ScalarReference.logits(network, images, i),
          Arrays.copyOfRange(clean, i * classes, (i + 1) * classes),
          "image " + i);
      assertArrayEquals(
          ScalarReference.logits(network, images, i, IntegerInferenceTest::error),
          Arrays.copyOfRange(wrong, i * classes, (i + 1) * classes),
          "image " + i + " with errors");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyKindOfNodeIsBitEqualToTheReference(long seed) {
    Topology topology = RandomNetworks.everyNode();
    int count = 2 * IntegerInference.BLOCK + 1;
    assertSameAsReference(
        RandomNetworks.of(topology, seed), RandomNetworks.images(topology, count, seed));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 12, 14, 15})
  void otherBitsAreBitEqualToTheReference(int bits) {
    Topology topology = RandomNetworks.everyNode(bits);
    Network network = RandomNetworks.of(topology, bits);
    assertSameAsReference(
        network, RandomNetworks.images(topology, IntegerInference.BLOCK + 1, bits));
    boolean wide = IntStream.range(0, network.layerCount()).anyMatch(network::isWide);
    assertEquals(bits >= 14, wide);
  }

  @Test
  void accumulatorsBeyond32BitsStayExact() {
    Topology topology =
        new Topology(
            "wide",
            new TensorShape(1, 8, 8),
            List.of(
                new Node.SumPool(0, 8),
                new Node.Linear("a", LayerShape.fullyConnected(1, 2), 1, Activation.RELU, -1),
                new Node.Linear("b", LayerShape.fullyConnected(2, 2), 2, Activation.NONE, -1)),
            15);
    long bias = (1L << 52) - 1;
    Network network =
        new Network(
            topology,
            List.of(
                new QuantizedLayer(
                    new short[] {16383, -16384}, new long[] {1L << 40, -5}, new int[] {6, 0}, 0),
                new QuantizedLayer(
                    new short[] {16383, 1, -16384, 3}, new long[] {bias, -bias}, new int[2], 0)),
            new TrainingRecord("by hand", 0, 0, 0, 0));
    byte[] white = new byte[64];
    Arrays.fill(white, (byte) 255);
    LabelledImages image = new LabelledImages("white", 1, 8, 8, 2, white, new byte[1]);
    assertArrayEquals(
        new long[] {bias + 16383L * 32767, -bias - 16384L * 32767},
        new IntegerInference(network).logits(image, 1, OutputErrors.NONE));
    assertSameAsReference(network, image);
    assertEquals(54, network.worstCaseRange(1).plainBits());
  }

  @Test
  void mnistCnnIsBitEqualToTheReference() {
    Topology topology = Topologies.byName("mnist-cnn");
    assertSameAsReference(
        RandomNetworks.of(topology, 4),
        RandomNetworks.images(topology, IntegerInference.BLOCK + 3, 4));
  }

  @Test
  void residualNetworkWithPoolingIsBitEqualToTheReference() {
    Topology topology = Topologies.resnet("resnet8", 1, 10);
    assertSameAsReference(RandomNetworks.of(topology, 5), RandomNetworks.images(topology, 2, 5));
  }

  @Test
  void extremeWeightsAndPixelsStayExact() {
    Topology topology =
        new Topology(
            "extreme",
            new TensorShape(1, 4, 4),
            List.of(
                new Node.SumPool(0, 4),
                new Node.Linear("a", LayerShape.fullyConnected(1, 3), 1, Activation.RELU, -1),
                new Node.Linear("b", LayerShape.fullyConnected(3, 2), 2, Activation.NONE, -1)));
    Network network =
        new Network(
            topology,
            List.of(
                new QuantizedLayer(new byte[] {127, -128, 1}, new int[3], new int[] {0, 0, 4}, 0),
                new QuantizedLayer(
                    new byte[] {127, 127, 127, -128, -128, -128},
                    new int[] {1 << 30, -(1 << 30)},
                    new int[2],
                    0)),
            new TrainingRecord("by hand", 0, 0, 0, 0));
    byte[] white = new byte[16];
    Arrays.fill(white, (byte) 255);
    LabelledImages image = new LabelledImages("white", 1, 4, 4, 2, white, new byte[1]);
    assertArrayEquals(
        new long[] {(1 << 30) + 127 * (255 + 255), -(1 << 30) - 128 * (255 + 255)},
        new IntegerInference(network).logits(image, 1, OutputErrors.NONE));
    assertSameAsReference(network, image);
  }

  @Test
  void goingOnFromALayerEqualsTheWholeRun() {
    Topology topology = RandomNetworks.everyNode();
    Network network = RandomNetworks.of(topology, 6);
    LabelledImages images = RandomNetworks.images(topology, IntegerInference.BLOCK + 5, 6);
    IntegerInference inference = new IntegerInference(network);
    int layers = network.layerCount();
    CleanRun clean = inference.clean(images, IntStream.range(0, layers).toArray(), 2);
    long[] expected = inference.logits(images, 1, OutputErrors.NONE);
    int[] which = {7, 0, images.count() - 1, 3};
    for (int first = 0; first < layers; first++) {
      int from = first;
      OutputErrors late =
          (layer, outputs) -> {
            assertTrue(layer >= from);
            ERRORS.addTo(layer, outputs);
          };
      OutputErrors same =
          (layer, outputs) -> {
            if (layer >= from) {
              ERRORS.addTo(layer, outputs);
            }
          };
      long[] whole = inference.logits(images, 2, same);
      int[] same4 = {first, first, first, first};
      long[] resumed = inference.logitsFrom(clean, same4, which, 2, late);
      for (int i = 0; i < which.length; i++) {
        for (int c = 0; c < topology.classes(); c++) {
          assertEquals(
              whole[which[i] * topology.classes() + c], resumed[i * topology.classes() + c]);
        }
      }
    }
    for (int i = 0; i < images.count(); i++) {
      assertEquals(expected[i * topology.classes()], clean.logit(i, 0));
      assertEquals(
          IntegerInference.classOf(expected, i * topology.classes(), topology.classes()),
          clean.classOf(i));
    }
    assertTrue(clean.bytes() > 0);
  }

  @Test
  void imagesThatGoOnFromDifferentLayersShareBlocks() {
    Topology topology = RandomNetworks.everyNode();
    Network network = RandomNetworks.of(topology, 11);
    int count = 2 * IntegerInference.BLOCK + 7;
    LabelledImages images = RandomNetworks.images(topology, count, 11);
    IntegerInference inference = new IntegerInference(network);
    CleanRun clean = inference.clean(images, new int[] {0, 2, 5, 8}, 2);
    int[] numbers = IntStream.range(0, count).map(i -> count - 1 - i).toArray();
    int[] layers =
        IntStream.range(0, count).map(i -> new int[] {0, 2, 5, 8}[4 * i / count]).toArray();
    int[] first = new int[count];
    for (int i = 0; i < count; i++) {
      first[numbers[i]] = layers[i];
    }
    OutputErrors errors =
        (layer, outputs) -> {
          for (int i = 0; i < outputs.images(); i++) {
            for (int v = 0; v < outputs.values() && layer >= first[outputs.image(i)]; v++) {
              outputs.set(i, v, outputs.get(i, v) + error(layer, outputs.image(i), v));
            }
          }
        };
    long[] whole = inference.logits(images, 1, errors);
    long[] resumed = inference.logitsFrom(clean, layers, numbers, 2, errors);
    int classes = topology.classes();
    for (int i = 0; i < count; i++) {
      assertArrayEquals(
          Arrays.copyOfRange(whole, numbers[i] * classes, (numbers[i] + 1) * classes),
          Arrays.copyOfRange(resumed, i * classes, (i + 1) * classes));
    }
    int[] descending = {5, 2};
    assertEquals(
        "images go on from ascending layers",
        Refusal.of(
            () -> inference.logitsFrom(clean, descending, new int[] {0, 1}, 1, OutputErrors.NONE)));
  }

  @Test
  void layersThatWereNotKeptAreRefused() {
    Topology topology = RandomNetworks.everyNode();
    IntegerInference inference = new IntegerInference(RandomNetworks.of(topology, 7));
    CleanRun clean = inference.clean(RandomNetworks.images(topology, 2, 7), new int[] {3}, 1);
    assertTrue(clean.keeps(3));
    String message =
        Refusal.of(
            () -> inference.logitsFrom(clean, new int[] {2}, new int[] {0}, 1, OutputErrors.NONE));
    assertEquals("the inputs of layer 2 were not kept, only of [3]", message);
  }

  @Test
  void observedRangesAreTightAndInsideTheWorstCase() {
    Topology topology = RandomNetworks.everyNode();
    Network network = RandomNetworks.of(topology, 8);
    LabelledImages images = RandomNetworks.images(topology, 40, 8);
    List<AccumulatorRange> observed = new IntegerInference(network).observedRanges(images, 2);
    for (int layer = 0; layer < network.layerCount(); layer++) {
      AccumulatorRange worst = network.worstCaseRange(layer);
      assertEquals(worst, worst.union(observed.get(layer)), "layer " + layer);
      assertTrue(observed.get(layer).plainBits() <= worst.plainBits());
    }
    long[] least = {0};
    long[] most = {0};
    for (int i = 0; i < images.count(); i++) {
      for (long logit : ScalarReference.logits(network, images, i)) {
        least[0] = Math.min(least[0], logit);
        most[0] = Math.max(most[0], logit);
      }
    }
    assertEquals(new AccumulatorRange(least[0], most[0]), observed.getLast());
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    IntegerInference inference =
        new IntegerInference(RandomNetworks.of(RandomNetworks.everyNode(), 9));
    LabelledImages grey = RandomNetworks.images(Topologies.byName("mnist-cnn"), 1, 9);
    String message = Refusal.of(() -> inference.logits(grey, 1, OutputErrors.NONE));
    assertTrue(message.contains("takes 3x9x7 images"), message);
  }

  @Test
  void anErrorInTheHookReachesTheCaller() {
    Topology topology = RandomNetworks.everyNode();
    IntegerInference inference = new IntegerInference(RandomNetworks.of(topology, 10));
    LabelledImages images = RandomNetworks.images(topology, 3 * IntegerInference.BLOCK, 10);
    OutputErrors broken =
        (layer, outputs) -> {
          throw new UnsupportedOperationException("no such layer");
        };
    for (int threads : new int[] {1, 2}) {
      UnsupportedOperationException e =
          assertThrows(
              UnsupportedOperationException.class, () -> inference.logits(images, threads, broken));
      assertEquals("no such layer", e.getMessage());
    }
  }
}
