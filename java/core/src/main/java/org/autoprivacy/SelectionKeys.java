package org.autoprivacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.KeyCost;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.linear.KeyNeeds;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SelectedLayer;
import org.autoprivacy.search.Selection;

/** What the keys of a selection cost: once for layers with the same parameters. */
public final class SelectionKeys {

  private SelectionKeys() {}

  /**
   * The sum over all sets of parameters; empty where the profile has no such keys.
   *
   * @throws IOException if the profile cannot be read
   */
  public static Optional<KeyCost> of(Selection selection, SelectionRequest request)
      throws IOException {
    CostModel model = new CostModel(new LatencyTable(Profiles.obtain(request)));
    Privacy privacy = Privacy.parse(selection.privacy());
    Map<LayerParameters, List<LayerPlan>> plans = new LinkedHashMap<>();
    for (SelectedLayer layer : selection.layers()) {
      LayerCandidate candidate = layer.candidate();
      plans
          .computeIfAbsent(candidate.parameters(), _ -> new ArrayList<>())
          .add(
              new LayerPlan(
                  LayerShape.parse(layer.shape()),
                  candidate.packing(),
                  candidate.parameters(),
                  candidate.encryption(),
                  privacy,
                  candidate.wireLimbs()));
    }
    KeyCost sum = new KeyCost(0, 0, 0);
    try {
      for (Map.Entry<LayerParameters, List<LayerPlan>> set : plans.entrySet()) {
        sum = sum.plus(model.keys(set.getKey(), KeyNeeds.of(set.getValue())));
      }
    } catch (LatencyTable.UncoveredException e) {
      return Optional.empty();
    }
    return Optional.of(sum);
  }
}
