package org.autoprivacy.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The networks that commands know by name. */
public final class Topologies {

  private static final Map<String, Supplier<Topology>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("mnist-cnn", Topologies::mnistCnn);
    BY_NAME.put("7cnet-cifar10", Topologies::sevenCnet);
    BY_NAME.put("resnet32-cifar100", () -> resnet("resnet32-cifar100", 5, 100));
    BY_NAME.put("mobilenetv2-cifar100", () -> mobileNetV2("mobilenetv2-cifar100", 100));
    BY_NAME.put("mobilenetv2-cifar10", () -> mobileNetV2("mobilenetv2-cifar10", 10));
    BY_NAME.put("mobilenetv2-cifar10-14bit", () -> withBits("mobilenetv2-cifar10", 14));
  }

  private Topologies() {}

  /** What ends the name of a network that has other than 8 bits. */
  private static final Pattern BITS = Pattern.compile("(.+)-(\\d{1,2})bit");

  /** The names of networks that are trained. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The network of that name, which may end in {@code -Nbit}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Topology byName(String name) {
    Supplier<Topology> maker = BY_NAME.get(name);
    Matcher other = BITS.matcher(name);
    if (maker == null && other.matches() && BY_NAME.containsKey(other.group(1))) {
      return withBits(other.group(1), Integer.parseInt(other.group(2)));
    }
    if (maker == null) {
      throw new IllegalArgumentException(
          "unknown network '" + name + "': choose one of " + String.join(", ", names()));
    }
    return maker.get();
  }

  private static Topology withBits(String name, int bits) {
    Topology topology = byName(name);
    return new Topology(name + "-" + bits + "bit", topology.image(), topology.nodes(), bits);
  }

  /** The name of the network of 8 bits with the same layers. */
  public static String withoutBits(String name) {
    Matcher matcher = BITS.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  private static Topology mnistCnn() {
    return new TopologyBuilder("mnist-cnn", 1, 28, 28)
        .relu("conv1", 16, 3, 1)
        .pool(2)
        .relu("conv2", 32, 3, 2)
        .relu("conv3", 32, 1, 1)
        .fullyConnected("fc1", 96, Activation.RELU)
        .fullyConnected("fc2", 10, Activation.NONE)
        .build();
  }

  /** Liu et al., «Oblivious neural network predictions via MiniONN» (CCS 2017), figure 13. */
  private static Topology sevenCnet() {
    return new TopologyBuilder("7cnet-cifar10", 3, 32, 32)
        .relu("conv1", 64, 3, 1)
        .relu("conv2", 64, 3, 1)
        .pool(2)
        .relu("conv3", 64, 3, 1)
        .relu("conv4", 64, 3, 1)
        .pool(2)
        .relu("conv5", 64, 3, 1)
        .relu("conv6", 64, 1, 1)
        .relu("conv7", 16, 1, 1)
        .fullyConnected("fc", 10, Activation.NONE)
        .build();
  }

  /**
   * The residual network for CIFAR with {@code 6·blocks + 2} layers and option-A shortcuts (He et
   * al., CVPR 2016, section 4.2).
   */
  static Topology resnet(String name, int blocks, int classes) {
    TopologyBuilder net = new TopologyBuilder(name, 3, 32, 32).relu("conv1", 16, 3, 1);
    for (int stage = 1; stage <= 3; stage++) {
      int outChannels = 8 << stage;
      for (int block = 0; block < blocks; block++) {
        String prefix = "s" + stage + "b" + block;
        int input = net.tensor();
        int stride = stage > 1 && block == 0 ? 2 : 1;
        net.relu(prefix + "c1", outChannels, 3, stride);
        int first = net.tensor();
        int skip = input;
        if (stride != 1) {
          net.shortcut(input, stride, outChannels);
          skip = net.tensor();
        }
        net.convolution(prefix + "c2", outChannels, 3, 1, first, Activation.RELU, skip);
      }
    }
    return net.pool(8).fullyConnected("fc", classes, Activation.NONE).build();
  }

  /**
   * MobileNet-V2 (Sandler et al., CVPR 2018, table 2) with the strides usual for 32×32 images: stem
   * 1, stages 1, 1, 2, 2, 1, 2, 1.
   */
  private static Topology mobileNetV2(String name, int classes) {
    int[][] stages = {
      {1, 16, 1, 1},
      {6, 24, 2, 1},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    TopologyBuilder net = new TopologyBuilder(name, 3, 32, 32).relu("conv1", 32, 3, 1);
    int block = 0;
    for (int[] stage : stages) {
      for (int i = 0; i < stage[2]; i++) {
        invertedResidual(net, "b" + block++, stage[0], stage[1], i == 0 ? stage[3] : 1);
      }
    }
    return net.relu("conv2", 1280, 1, 1)
        .pool(4)
        .fullyConnected("fc", classes, Activation.NONE)
        .build();
  }

  private static void invertedResidual(
      TopologyBuilder net, String prefix, int expansion, int outChannels, int stride) {
    int input = net.tensor();
    int inChannels = net.channels();
    if (expansion > 1) {
      net.relu(prefix + ".expand", inChannels * expansion, 1, 1);
    }
    net.depthwise(prefix + ".dw", 3, stride);
    boolean adds = stride == 1 && inChannels == outChannels;
    net.convolution(
        prefix + ".project",
        outChannels,
        1,
        1,
        net.tensor(),
        Activation.SIGNED,
        adds ? input : Node.NO_RESIDUAL);
  }
}
