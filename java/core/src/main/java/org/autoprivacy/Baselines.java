package org.autoprivacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NetworkChoice;
import org.autoprivacy.generator.NetworkPolicies;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.search.Baseline;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SearchLayer;
import org.autoprivacy.search.Selection;

/** What the whole-network policies of prior work cost for the same network on the same machine. */
final class Baselines {

  private static final double RATE_EXPONENT = 40;

  private final NetworkPolicies policies;
  private final LayerTables tables;
  private final SelectionRequest request;

  Baselines(ParameterGenerator generator, LayerTables tables, SelectionRequest request) {
    this.policies = new NetworkPolicies(generator);
    this.tables = tables;
    this.request = request;
  }

  /** What the search chooses from: all rates, or the one choice of another's policy. */
  List<SearchLayer> searchLayers() {
    return switch (request.search().policy().kind()) {
      case DELPHI -> given(policies.delphi(requests(), NetworkChoice.Variant.PUBLISHED));
      case DARL -> given(policies.darl(requests(), NetworkChoice.Variant.PUBLISHED));
      case DELPHI_CODE -> given(policies.delphiCode(requests()));
      case CHEETAH_CODE -> given(policies.cheetahCode(requests()));
      case DDPG, RANDOM, FIXED, GREEDY, EXACT -> tables.tabulate();
    };
  }

  private List<SearchLayer> given(NetworkChoice choice) {
    List<SearchLayer> layers = new ArrayList<>();
    for (int i = 0; i < choice.layers().size(); i++) {
      LayerCandidate only = LayerCandidate.of(choice.layers().get(i));
      layers.add(tables.searchLayer(i, List.of(only)));
    }
    return layers;
  }

  private List<LayerRequest> requests() {
    List<LayerRequest> requests = new ArrayList<>();
    for (int i = 0; i < tables.layers(); i++) {
      requests.add(tables.layerRequest(i, Packing.SLOTS_DELPHI, RATE_EXPONENT));
    }
    return requests;
  }

  /**
   * The selection with the policies of others beside it, as published and as this network needs.
   */
  Selection addTo(Selection selection) {
    Map<String, Supplier<NetworkChoice>> others = new LinkedHashMap<>();
    List<LayerRequest> requests = requests();
    others.put("delphi", () -> policies.delphi(requests, NetworkChoice.Variant.PUBLISHED));
    others.put("delphi-honest", () -> policies.delphi(requests, NetworkChoice.Variant.HONEST));
    others.put("darl", () -> policies.darl(requests, NetworkChoice.Variant.PUBLISHED));
    others.put("darl-honest", () -> policies.darl(requests, NetworkChoice.Variant.HONEST));
    others.put("delphi-code", () -> policies.delphiCode(requests));
    others.put("cheetah-code", () -> policies.cheetahCode(requests));
    Selection result = selection;
    for (Map.Entry<String, Supplier<NetworkChoice>> other : others.entrySet()) {
      try {
        result = result.withBaseline(other.getKey(), baseline(other.getValue().get()));
      } catch (NoFeasibleParametersException | LatencyTable.UncoveredException e) {
        request.progress().accept("no row for " + other.getKey() + ": " + e.getMessage(), 0.0);
      }
    }
    return result;
  }

  private Baseline baseline(NetworkChoice choice) {
    LayerCost cost = choice.total();
    double bits =
        choice.layers().stream().mapToDouble(LayerChoice::securityBits).min().orElseThrow();
    return new Baseline(
        cost.latencyNanos(), cost.bytes(), bits, request.privacy().toString(), choice.notes());
  }
}
