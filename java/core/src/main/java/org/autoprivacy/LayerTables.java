package org.autoprivacy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SearchLayer;
import org.autoprivacy.search.SearchOptions;
import org.autoprivacy.search.SearchPolicy;

/** The cheapest parameters of every layer at every rate in range: what the search chooses from. */
final class LayerTables {

  private final ParameterGenerator generator;
  private final Network network;
  private final SelectionRequest request;
  private final Set<Packing> leftOut = EnumSet.noneOf(Packing.class);

  LayerTables(ParameterGenerator generator, Network network, SelectionRequest request) {
    this.generator = generator;
    this.network = network;
    this.request = request;
  }

  /** Number of linear layers. */
  int layers() {
    return network.layerCount();
  }

  /** One table a layer, largest rate first. */
  List<SearchLayer> tabulate() {
    List<SearchLayer> layers = new ArrayList<>();
    for (int i = 0; i < network.layerCount(); i++) {
      List<LayerCandidate> candidates = new ArrayList<>();
      for (double exponent : exponents()) {
        cheapest(i, exponent).map(LayerCandidate::of).ifPresent(candidates::add);
      }
      if (candidates.isEmpty()) {
        // Says what binds at the rate that is easiest to keep.
        generator.generate(layerRequest(i, packings().getLast(), exponents().getFirst()));
      }
      layers.add(searchLayer(i, candidates));
    }
    return layers;
  }

  /** A layer with given candidates. */
  SearchLayer searchLayer(int layer, List<LayerCandidate> candidates) {
    Node.Linear node = network.topology().layers().get(layer);
    LayerShape shape = node.shape();
    return new SearchLayer(
        node.name(),
        shape.toString(),
        shape.inChannels(),
        shape.outChannels(),
        shape.width(),
        shape.height(),
        shape.kernel(),
        shape.stride(),
        candidates);
  }

  private List<Double> exponents() {
    SearchOptions search = request.search();
    if (search.policy().kind() == SearchPolicy.Kind.FIXED) {
      return List.of(search.policy().exponent());
    }
    return IntStream.rangeClosed(search.leastExponent(), search.mostExponent())
        .asDoubleStream()
        .boxed()
        .toList();
  }

  private Optional<LayerChoice> cheapest(int layer, double exponent) {
    List<LayerChoice> choices = new ArrayList<>();
    for (Packing packing : packings()) {
      LayerRequest wanted = layerRequest(layer, packing, exponent);
      for (Encryption encryption : Encryption.values()) {
        try {
          choices.add(generator.generate(wanted.withEncryption(encryption)));
        } catch (NoFeasibleParametersException e) {
          // Nothing fits so at this rate; another way may.
        } catch (LatencyTable.UncoveredException e) {
          if (encryption == Encryption.SYMMETRIC) {
            leaveOut(packing, e);
          }
        }
      }
    }
    return choices.isEmpty() ? Optional.empty() : Optional.of(LayerChoice.cheapest(choices));
  }

  private void leaveOut(Packing packing, LatencyTable.UncoveredException reason) {
    if (leftOut.add(packing)) {
      request.progress().accept(packing.token() + " is left out: " + reason.getMessage(), 0.0);
    }
  }

  private List<Packing> packings() {
    Packing only = request.packing();
    return only == null ? List.of(Packing.values()) : List.of(only);
  }

  /** The cheapest parameters at a rate, as if they failed at exactly that. */
  List<LayerCandidate> failingAt(ErrorRate rate) {
    List<LayerCandidate> policy = new ArrayList<>();
    for (int i = 0; i < network.layerCount(); i++) {
      LayerRequest wanted =
          layerRequest(i, packings().getFirst(), -rate.log2()).withErrorRate(rate);
      policy.add(LayerCandidate.of(generator.generate(wanted)).failingAt(rate));
    }
    return policy;
  }

  /** What a layer asks for at the rate {@code 2^-exponent}. */
  LayerRequest layerRequest(int layer, Packing packing, double exponent) {
    ErrorRate.Of of =
        request.errorModel() == ErrorModelKind.PAPER ? ErrorRate.Of.VALUE : packing.defaultRateOf();
    return LayerRequest.of(
            network.topology().layers().get(layer).shape(),
            packing,
            plainBits(layer),
            new ErrorRate(-exponent, of))
        .withWeights(WeightNorms.of(network.layer(layer)))
        .withLevel(request.level())
        .withPrivacy(request.privacy())
        .withRules(request.rules());
  }

  /** Bits that hold every value the layer can give, whatever the image. */
  int plainBits(int layer) {
    return network.worstCaseRange(layer).plainBits();
  }
}
