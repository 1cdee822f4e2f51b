package org.autoprivacy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * The layers of a network in one thread and in two, in turns, in wall time, as a server that has
 * run for a while evaluates them: on a machine with two free cores, how much two threads gain.
 */
final class ThreadSpeed implements AutoCloseable {

  private static final int THREADS = 2;
  private static final long WARM_UP_NANOS = 15_000_000_000L;
  private static final int RUNS = 15;

  /** A shape in each number of threads, and how often the network has it. */
  private record Layer(LayerPlan plan, int times, List<LayerTrial> trials) {}

  private final List<Layer> layers = new ArrayList<>();

  private ThreadSpeed(String network, Function<LayerShape, LayerPlan> plans) {
    HeBackend engine = Engines.byName("java").atFullSpeed();
    for (Map.Entry<LayerShape, Integer> entry : SurveyRequest.shapes(network).entrySet()) {
      LayerPlan plan = plans.apply(entry.getKey());
      QuantizedLayer weights = LayerRun.randomWeights(plan.shape(), 1);
      List<LayerTrial> trials = new ArrayList<>();
      layers.add(new Layer(plan, entry.getValue(), trials));
      for (int threads = 1; threads <= THREADS; threads++) {
        trials.add(
            new LayerTrial(
                engine, plan, weights, WeightForm.NTT, new Parallel(threads), System::nanoTime));
      }
    }
  }

  /**
   * Measures each distinct shape and counts it as often as it occurs.
   *
   * @param predicted the model's latency of a plan in so many threads
   */
  static ObjectNode measure(
      String network,
      Function<LayerShape, LayerPlan> plans,
      ToDoubleBiFunction<LayerPlan, Integer> predicted) {
    try (ThreadSpeed speed = new ThreadSpeed(network, plans)) {
      speed.warmUp();
      double[] measured = speed.measured();
      double[] expected = new double[THREADS];
      for (Layer layer : speed.layers) {
        for (int i = 0; i < THREADS; i++) {
          expected[i] += layer.times() * predicted.applyAsDouble(layer.plan(), i + 1);
        }
      }
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("network", network);
      row.put("oneThreadNanos", measured[0]);
      row.put("twoThreadsNanos", measured[1]);
      row.put("speedUp", measured[0] / measured[1]);
      row.put("predictedSpeedUp", expected[0] / expected[1]);
      return row;
    }
  }

  /** Pass after pass over the network, so that no layer comes first in code that is cold. */
  private void warmUp() {
    long end = System.nanoTime() + WARM_UP_NANOS;
    do {
      layers.forEach(layer -> layer.trials().forEach(trial -> trial.times(0)));
    } while (System.nanoTime() < end);
  }

  /** The network by the medians of its layers, in each number of threads. */
  private double[] measured() {
    double[] sums = new double[THREADS];
    for (Layer layer : layers) {
      double[][] nanos = new double[THREADS][RUNS];
      for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < THREADS; i++) {
          // The first brings back what the other trial drove out of the caches.
          layer.trials().get(i).times(run);
          nanos[i][run] = layer.trials().get(i).times(run).total();
        }
      }
      for (int i = 0; i < THREADS; i++) {
        Arrays.sort(nanos[i]);
        sums[i] += layer.times() * nanos[i][RUNS / 2];
      }
    }
    return sums;
  }

  @Override
  public void close() {
    layers.forEach(layer -> layer.trials().forEach(LayerTrial::close));
  }
}
