package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologiesTest {

  /** Layers, multiply-accumulates and weights, from docs/notes/networks.md. */
  @ParameterizedTest
  @CsvSource({
    "mnist-cnn, 5, 540_352, 157_264, 10",
    "7cnet-cifar10, 8, 61_089_792, 164_544, 10",
    "resnet32-cifar100, 32, 68_868_352, 467_632, 100",
    "mobilenetv2-cifar100, 53, 88_091_648, 2_317_760, 100",
    "mobilenetv2-cifar10, 53, 87_976_448, 2_202_560, 10",
    "mobilenetv2-cifar10-14bit, 53, 87_976_448, 2_202_560, 10",
  })
  void networksHaveTheSizesOfTheLiterature(
      String name, int layers, String macs, String weights, int classes) {
    Topology topology = Topologies.byName(name);
    List<Node.Linear> linear = topology.layers();
    assertEquals(layers, linear.size());
    assertEquals(
        Long.parseLong(macs.replace("_", "")),
        linear.stream().mapToLong(layer -> layer.shape().macs()).sum());
    assertEquals(
        Long.parseLong(weights.replace("_", "")),
        linear.stream().mapToLong(layer -> layer.shape().weights()).sum());
    assertEquals(classes, topology.classes());
  }

  @Test
  void theResidualNetworkHalvesTwiceByShortcuts() {
    Topology topology = Topologies.byName("resnet32-cifar100");
    List<Node.Shortcut> shortcuts =
        topology.nodes().stream()
            .filter(Node.Shortcut.class::isInstance)
            .map(Node.Shortcut.class::cast)
            .toList();
    assertEquals(2, shortcuts.size());
    assertEquals(List.of(32, 64), shortcuts.stream().map(Node.Shortcut::outChannels).toList());
    assertEquals(15, topology.layers().stream().filter(l -> l.residual() >= 0).count());
    assertEquals("conv:16x32x32:32:k3:s2:p1", topology.layers().get(11).shape().toString());
  }

  @Test
  void mobileNetAddsWhereShapesStay() {
    Topology topology = Topologies.byName("mobilenetv2-cifar100");
    assertEquals(10, topology.layers().stream().filter(l -> l.residual() >= 0).count());
    assertEquals("fc:1280:100", topology.layers().getLast().shape().toString());
    assertEquals("dw:576x8x8:k3:s2:p1", topology.layers().get(40).shape().toString());
  }

  @Test
  void valuesAreBoundedThroughPooling() {
    Topology topology = Topologies.byName("mnist-cnn");
    assertEquals(255, topology.most(0));
    assertEquals(4 * 255, topology.most(2));
    assertEquals(0, topology.least(2));
    Topology mobile = Topologies.byName("mobilenetv2-cifar10");
    int project = mobile.nodeOf(2) + 1;
    assertEquals(-128, mobile.least(project));
    assertEquals(127, mobile.most(project));
    Topology wide = Topologies.byName("mobilenetv2-cifar10-14bit");
    assertEquals(mobile.nodes(), wide.nodes());
    assertEquals(-8192, wide.least(project));
    assertEquals(8191, wide.most(project));
    assertEquals(16383, wide.most(1));
    assertEquals(255, wide.most(0));
  }

  @Test
  void liveTensorsHoldTheResidual() {
    Topology topology = RandomNetworks.everyNode();
    assertArrayEquals(new int[] {0}, topology.liveBefore(0));
    assertArrayEquals(new int[] {1}, topology.liveBefore(1));
    assertArrayEquals(new int[] {1, 2}, topology.liveBefore(2));
    assertArrayEquals(new int[] {4, 5}, topology.liveBefore(5));
  }

  @Test
  void unknownNamesListTheKnown() {
    assertEquals(
        "unknown network 'vgg': choose one of mnist-cnn, 7cnet-cifar10, resnet32-cifar100,"
            + " mobilenetv2-cifar100, mobilenetv2-cifar10, mobilenetv2-cifar10-14bit",
        Refusal.of(() -> Topologies.byName("vgg")));
  }

  private static String refusal(Node... nodes) {
    return Refusal.of(() -> new Topology("bad", new TensorShape(1, 4, 4), List.of(nodes)));
  }

  private static Node.Linear fc(String name, int in, int out, int input, Activation activation) {
    return new Node.Linear(name, LayerShape.fullyConnected(in, out), input, activation, -1);
  }

  @Test
  void nodesThatDoNotFitAreRefused() {
    assertTrue(refusal(fc("a", 15, 2, 0, Activation.NONE)).contains("is given 1x4x4"));
    assertTrue(refusal(fc("a", 16, 2, 1, Activation.NONE)).contains("not made yet"));
    assertTrue(refusal(fc("a", 16, 2, 0, Activation.RELU)).contains("has no activation"));
    assertTrue(refusal(new Node.SumPool(0, 3)).contains("do not tile"));
    assertTrue(refusal(new Node.Shortcut(0, 1, 2)).contains("no shortcut"));
    assertTrue(refusal(new Node.SumPool(0, 2)).contains("ends in a linear layer"));
    assertTrue(
        refusal(fc("a", 16, 2, 0, Activation.RELU), fc("a", 2, 2, 1, Activation.NONE))
            .contains("two layers are called a"));
    assertTrue(
        refusal(new Node.Linear("a", LayerShape.fullyConnected(16, 2), 0, Activation.NONE, 0))
            .contains("the tensor to add differs"));
  }

  @Test
  void plainBitsAreTheFewestThatHoldTheRange() {
    for (int bits = 2; bits < 40; bits++) {
      long most = (1L << (bits - 1)) - 1;
      assertEquals(bits, new AccumulatorRange(0, most).plainBits());
      assertEquals(bits, new AccumulatorRange(-most, 0).plainBits());
      assertEquals(bits + 1, new AccumulatorRange(0, most + 1).plainBits());
    }
    assertEquals(2 * 700 + 1, new AccumulatorRange(-700, 5).minimumPlainModulus());
    assertTrue(
        Refusal.of(() -> new AccumulatorRange(1, 2)).contains("a range holds 0, got [1, 2]"));
  }

  @Test
  void worstCaseIsReachedByTheWorstImage() {
    Topology topology =
        new Topology("one", new TensorShape(1, 2, 2), List.of(fc("a", 4, 2, 0, Activation.NONE)));
    Network network =
        new Network(
            topology,
            List.of(
                new QuantizedLayer(
                    new byte[] {1, -2, 3, -4, 5, 6, 7, 8}, new int[] {10, -20}, new int[2], 0)),
            new TrainingRecord("by hand", 0, 0, 0, 0));
    assertEquals(new AccumulatorRange(10 - 6 * 255, 26 * 255 - 20), network.worstCaseRange(0));
  }

  @Test
  void integersThatDoNotFitTheTopologyAreRefused() {
    Topology topology =
        new Topology("one", new TensorShape(1, 2, 2), List.of(fc("a", 4, 2, 0, Activation.NONE)));
    TrainingRecord record = new TrainingRecord("by hand", 0, 0, 0, 0);
    QuantizedLayer narrow = new QuantizedLayer(new byte[6], new int[2], new int[2], 0);
    QuantizedLayer shifted = new QuantizedLayer(new byte[8], new int[2], new int[] {0, 1}, 0);
    assertTrue(Refusal.of(() -> new Network(topology, List.of(), record)).contains("0 were given"));
    assertTrue(
        Refusal.of(() -> new Network(topology, List.of(narrow), record))
            .contains("weights are 2x3, the shape fc:4:2 needs 2x4"));
    assertTrue(
        Refusal.of(() -> new Network(topology, List.of(shifted), record))
            .contains("the last layer must not shift"));
    int[] tooFar = IntStream.of(25).toArray();
    assertTrue(
        Refusal.of(() -> new QuantizedLayer(new byte[1], new int[1], tooFar, 0))
            .contains("shift 25"));
    assertTrue(
        Refusal.of(() -> new QuantizedLayer(new byte[1], new int[1], new int[1], -1))
            .contains("(residual -1)"));
  }
}
