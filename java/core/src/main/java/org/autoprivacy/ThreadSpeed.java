package org.autoprivacy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * The layers of a network in one thread and in two, in turns, in wall time: on a machine with two
 * free cores, how much two threads gain.
 */
final class ThreadSpeed {

  private static final int THREADS = 2;
  private static final long WARM_UP_NANOS = 1_500_000_000;
  private static final int RUNS = 15;

  private ThreadSpeed() {}

  /**
   * Measures each distinct shape and counts it as often as it occurs.
   *
   * @param predicted the model's latency of a plan in so many threads
   */
  static ObjectNode measure(
      String network,
      Function<LayerShape, LayerPlan> plans,
      ToDoubleBiFunction<LayerPlan, Integer> predicted) {
    double[] measured = new double[THREADS + 1];
    double[] expected = new double[THREADS + 1];
    for (Map.Entry<LayerShape, Integer> entry : SurveyRequest.shapes(network).entrySet()) {
      LayerPlan plan = plans.apply(entry.getKey());
      double[] layer = layer(plan);
      for (int threads = 1; threads <= THREADS; threads++) {
        measured[threads] += entry.getValue() * layer[threads];
        expected[threads] += entry.getValue() * predicted.applyAsDouble(plan, threads);
      }
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("network", network);
    row.put("oneThreadNanos", measured[1]);
    row.put("twoThreadsNanos", measured[THREADS]);
    row.put("speedUp", measured[1] / measured[THREADS]);
    row.put("predictedSpeedUp", expected[1] / expected[THREADS]);
    return row;
  }

  private static double[] layer(LayerPlan plan) {
    HeBackend engine = Engines.byName("java").atFullSpeed();
    QuantizedLayer weights = LayerRun.randomWeights(plan.shape(), 1);
    double[][] nanos = new double[THREADS + 1][RUNS];
    try (LayerTrial one = trial(engine, plan, weights, 1);
        LayerTrial two = trial(engine, plan, weights, THREADS)) {
      LayerTrial[] trials = {one, one, two};
      for (int threads = 1; threads <= THREADS; threads++) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        do {
          trials[threads].nanos(0);
        } while (System.nanoTime() < end);
      }
      for (int i = 0; i < RUNS; i++) {
        for (int threads = 1; threads <= THREADS; threads++) {
          // The first brings back what the other trial drove out of the caches.
          trials[threads].nanos(i);
          nanos[threads][i] = trials[threads].nanos(i);
        }
      }
    }
    double[] medians = new double[THREADS + 1];
    for (int threads = 1; threads <= THREADS; threads++) {
      Arrays.sort(nanos[threads]);
      medians[threads] = nanos[threads][RUNS / 2];
    }
    return medians;
  }

  private static LayerTrial trial(
      HeBackend engine, LayerPlan plan, QuantizedLayer weights, int threads) {
    return new LayerTrial(
        engine, plan, weights, WeightForm.NTT, new Parallel(threads), System::nanoTime);
  }
}
