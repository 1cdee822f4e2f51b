package org.autoprivacy;

import static org.autoprivacy.RobustnessMeasurement.rate;
import static org.autoprivacy.RobustnessMeasurement.shown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.study.DataTable;

/** Accuracy lost where one layer alone fails. */
final class RobustnessByLayer {

  /** The rate 2^-x of the layers that do not fail. */
  private static final int NEVER = 40;

  private final RobustnessMeasurement accuracy;
  private final RobustnessStudy.Failing failing;

  RobustnessByLayer(RobustnessMeasurement accuracy, RobustnessStudy.Failing failing) {
    this.accuracy = accuracy;
    this.failing = failing;
  }

  SequencedMap<String, DataTable> measure() throws IOException {
    Network network = accuracy.network();
    List<List<String>> rows = new ArrayList<>();
    List<LayerCandidate> paper = failing.at(ErrorModelKind.PAPER, rate(ErrorModelKind.PAPER, 3));
    List<LayerCandidate> paperNever =
        failing.at(ErrorModelKind.PAPER, rate(ErrorModelKind.PAPER, NEVER));
    List<LayerCandidate> slots = failing.at(ErrorModelKind.SLOTS, rate(ErrorModelKind.SLOTS, 5));
    List<LayerCandidate> slotsNever =
        failing.at(ErrorModelKind.SLOTS, rate(ErrorModelKind.SLOTS, NEVER));
    for (int layer = 0; layer < network.layerCount(); layer++) {
      Node.Linear node = network.topology().layers().get(layer);
      accuracy.tell(node.name());
      double[] deviations = new double[network.layerCount()];
      deviations[layer] = 16 * accuracy.step(layer);
      rows.add(
          List.of(
              node.name(),
              node.shape().toString(),
              String.valueOf(node.shape().outputs()),
              shown(accuracy.policy(ErrorModelKind.PAPER, alone(layer, paper, paperNever)).loss()),
              shown(accuracy.policy(ErrorModelKind.SLOTS, alone(layer, slots, slotsNever)).loss()),
              shown(accuracy.gaussian(deviations).loss())));
    }
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put(
        "layer-sensitivity",
        new DataTable(
            List.of(
                "layer", "shape", "values", "paper 2^-3 loss", "slots 2^-5 loss", "16 steps loss"),
            rows));
    return tables;
  }

  private static List<LayerCandidate> alone(
      int layer, List<LayerCandidate> failing, List<LayerCandidate> sound) {
    List<LayerCandidate> policy = new ArrayList<>(sound);
    policy.set(layer, failing.get(layer));
    return policy;
  }
}
