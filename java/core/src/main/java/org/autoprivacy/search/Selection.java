package org.autoprivacy.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of the main job: parameters for every layer, what they cost, the accuracy they leave,
 * and where all of it comes from. Immutable.
 *
 * @param network name of the network
 * @param errorModel what decryption errors do
 * @param privacy circuit privacy of all layers, as a token
 * @param provenance where tables and images come from
 * @param options what the search was told
 * @param layers parameters layer by layer
 * @param accuracy accuracy under errors, with as many samples as confirm a policy
 * @param withinLimit whether the whole 95 % interval of the loss is within the limit
 * @param baselines costs of the parameters of others, by name
 * @param search how the search went
 */
public record Selection(
    String network,
    String errorModel,
    String privacy,
    Provenance provenance,
    SearchOptions options,
    List<SelectedLayer> layers,
    AccuracyEstimate accuracy,
    boolean withinLimit,
    Map<String, Baseline> baselines,
    SearchSummary search) {

  public Selection {
    layers = List.copyOf(layers);
    baselines = Collections.unmodifiableMap(new TreeMap<>(baselines));
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a selection has at least one layer");
    }
  }

  /** Predicted latency of all layers. */
  public double latencyNanos() {
    return layers.stream().mapToDouble(layer -> layer.candidate().latencyNanos()).sum();
  }

  /** Bytes of all layers in both directions. */
  public long bytes() {
    return layers.stream().mapToLong(layer -> layer.candidate().bytes()).sum();
  }

  /** The least security of any layer. */
  public double securityBits() {
    return layers.stream()
        .mapToDouble(layer -> layer.candidate().securityBits())
        .min()
        .orElseThrow();
  }

  /** The parameters layer by layer, as an accuracy oracle takes them. */
  public List<LayerCandidate> candidates() {
    return layers.stream().map(SelectedLayer::candidate).toList();
  }

  /** The same with one more baseline. */
  public Selection withBaseline(String name, Baseline baseline) {
    Map<String, Baseline> more = new TreeMap<>(baselines);
    more.put(name, baseline);
    return new Selection(
        network,
        errorModel,
        privacy,
        provenance,
        options,
        layers,
        accuracy,
        withinLimit,
        more,
        search);
  }
}
