package org.autoprivacy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;

/**
 * All linear layers of a network at once, weights in NTT form, on our engine: what heap they take,
 * and what one layer after the other takes where no layer finds its weights in a cache.
 */
final class ResidentNetwork {

  private static final int WARM_UPS = 5;
  private static final int RUNS = 7;

  private ResidentNetwork() {}

  static ObjectNode measure(String network, Function<LayerShape, LayerPlan> plans) {
    HeBackend engine = Engines.byName("java").atFullSpeed();
    List<LayerTrial> trials = new ArrayList<>();
    Map<LayerShape, LayerPlan> known = new LinkedHashMap<>();
    long before = heap();
    try {
      for (Node.Linear layer : Topologies.byName(network).layers()) {
        LayerPlan plan = known.computeIfAbsent(layer.shape(), plans);
        trials.add(
            new LayerTrial(
                engine,
                plan,
                LayerRun.randomWeights(layer.shape(), trials.size() + 1),
                WeightForm.NTT,
                Parallel.NONE,
                ThreadClock::nanos));
      }
      double[] nanos = new double[RUNS];
      for (int i = -WARM_UPS; i < RUNS; i++) {
        double sum = 0;
        for (LayerTrial trial : trials) {
          sum += trial.times(i).total();
        }
        if (i >= 0) {
          nanos[i] = sum;
        }
      }
      Arrays.sort(nanos);
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("network", network);
      row.put("layers", trials.size());
      row.put("heapBytes", heap() - before);
      row.put("nanos", nanos[RUNS / 2]);
      row.put("referenceNanos", new MachineSpeed().nanos());
      return row;
    } finally {
      trials.forEach(LayerTrial::close);
    }
  }

  /** Bytes in use after a collection. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
