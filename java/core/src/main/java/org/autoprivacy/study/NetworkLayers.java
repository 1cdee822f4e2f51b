package org.autoprivacy.study;

import java.util.List;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.noise.ErrorRate;

/** The linear layers of the paper's networks as requests, with 8-bit weights and inputs. */
final class NetworkLayers {

  /** The networks of the paper, as {@link Topologies} calls them. */
  static final List<String> PAPER =
      List.of("7cnet-cifar10", "resnet32-cifar100", "mobilenetv2-cifar100");

  private static final int BITS = 8;

  private NetworkLayers() {}

  /** One request for each layer; t holds the worst case of that layer. */
  static List<LayerRequest> of(String network, Packing packing, ErrorRate rate) {
    return Topologies.byName(network).layers().stream()
        .map(Node.Linear::shape)
        .map(shape -> LayerRequest.of(shape, packing, worstCaseBits(shape), rate))
        .toList();
  }

  private static int worstCaseBits(LayerShape shape) {
    return LayerRequest.worstCaseBits(shape, BITS, BITS);
  }

  /** The widest results of a network. */
  static int plainBits(List<LayerRequest> layers) {
    return layers.stream().mapToInt(LayerRequest::plainBits).max().orElseThrow();
  }
}
