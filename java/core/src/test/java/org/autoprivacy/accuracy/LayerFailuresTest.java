package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.search.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerFailuresTest {

  private static final int RUNS = 20_000;

  /** Notes which units fail, and where in the tail. */
  private record Recorder(int units, double unitRate, Map<Integer, Double> failed)
      implements ErrorModel {

    @Override
    public void fail(int unit, double tail, long bits, LayerOutputs outputs, int image) {
      assertTrue(tail >= 0 && tail < unitRate);
      assertEquals(null, failed.put(unit, tail), "a unit fails once");
    }
  }

  private static List<Map<Integer, Double>> runs(int units, double rate) {
    List<Map<Integer, Double>> runs = new ArrayList<>();
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          Recorder recorder = new Recorder(units, rate, new HashMap<>());
          LayerFailures failures = new LayerFailures(recorder);
          for (int i = 0; i < RUNS; i++) {
            long seed = SeededRandom.derive(6, i);
            failures.addTo(seed, outputs, 0);
            assertEquals(failures.touches(seed), !recorder.failed.isEmpty());
            runs.add(Map.copyOf(recorder.failed));
            recorder.failed.clear();
          }
        });
    return runs;
  }

  @ParameterizedTest
  @CsvSource({"1,0.25", "5,0.03", "40,0.5", "3,0.999", "1000,0.0004"})
  void everyUnitFailsIndependentlyWithTheRate(int units, double rate) {
    int[] byUnit = new int[units];
    double total = 0;
    double totalSquare = 0;
    for (Map<Integer, Double> failed : runs(units, rate)) {
      failed.keySet().forEach(unit -> byUnit[unit]++);
      total += failed.size();
      totalSquare += failed.size() * failed.size();
    }
    double mean = total / RUNS;
    double variance = totalSquare / RUNS - mean * mean;
    double expected = units * rate * (1 - rate);
    assertEquals(units * rate, mean, 5 * Math.sqrt(expected / RUNS));
    assertEquals(expected, variance, 0.06 * expected + 5e-3, "binomial");
    for (int unit = 0; unit < units; unit += Math.max(1, units / 7)) {
      assertEquals(rate, byUnit[unit] / (double) RUNS, 5 * Math.sqrt(rate / RUNS));
    }
  }

  @ParameterizedTest
  @CsvSource({"4,0.01,0.02", "100,0.001,0.2", "9,1e-9,0.5"})
  void largerRatesFailWhereSmallerOnesDid(int units, double small, double large) {
    List<Map<Integer, Double>> few = runs(units, small);
    List<Map<Integer, Double>> many = runs(units, large);
    int more = 0;
    for (int i = 0; i < RUNS; i++) {
      assertTrue(many.get(i).entrySet().containsAll(few.get(i).entrySet()), "run " + i);
      more += many.get(i).size() - few.get(i).size();
    }
    assertTrue(more > 0);
  }
}
