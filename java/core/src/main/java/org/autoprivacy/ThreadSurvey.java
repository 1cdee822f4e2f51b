package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Privacy;

/**
 * Layers on our engine in one thread and in two, turn by turn, so that both meet the same machine.
 * Time is that of the clock on the wall.
 */
public final class ThreadSurvey {

  private static final int WARM_UPS = 60;
  private static final int LEAST_ROUNDS = 15;

  private ThreadSurvey() {}

  /** Measures what the file does not have yet; returns the table in Markdown. */
  public static String run(SurveyRequest request, MachineProfile profile) throws IOException {
    ParameterGenerator ours = ParameterGenerator.of(profile);
    SurveyFile file =
        new SurveyFile(request.folder().resolve("threads.json"), "layers in two threads");
    List<LayerShape> shapes = request.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      request.progress().accept("measuring layers", (double) i / shapes.size());
      String key = shapes.get(i).toString();
      if (!file.has(key)) {
        file.put(key, measure(shapes.get(i), ours, Math.max(LEAST_ROUNDS, request.runs())));
      }
    }
    return table(request, file);
  }

  private static ObjectNode measure(LayerShape shape, ParameterGenerator ours, int rounds) {
    HeBackend engine = Engines.byName("java").atFullSpeed();
    QuantizedLayer weights = LayerRun.randomWeights(shape, 1);
    LayerPlan plan =
        SpeedSurvey.best(
            shape, LayerRequest.worstCaseBits(shape, 8, 8), weights, Privacy.NONE, ours);
    List<Long> alone = new ArrayList<>();
    List<Long> both = new ArrayList<>();
    try (LayerTrial one = trial(engine, plan, weights, 1);
        LayerTrial two = trial(engine, plan, weights, 2)) {
      for (int i = 0; i < WARM_UPS + rounds; i++) {
        long first = nanos(one, i);
        long second = nanos(two, i);
        if (i >= WARM_UPS) {
          alone.add(first);
          both.add(second);
        }
      }
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", shape.toString());
    row.put("packing", plan.packing().token());
    row.put("polyDegree", plan.parameters().polyDegree());
    row.put("rounds", rounds);
    row.put("nanosOneThread", median(alone));
    row.put("nanosTwoThreads", median(both));
    return row;
  }

  private static LayerTrial trial(
      HeBackend engine, LayerPlan plan, QuantizedLayer weights, int threads) {
    return new LayerTrial(
        engine, plan, weights, WeightForm.NTT, new Parallel(threads), System::nanoTime);
  }

  private static long nanos(LayerTrial trial, long seed) {
    LayerTrial.Outcome outcome = trial.run(seed);
    return outcome.clientNanos() + outcome.serverNanos();
  }

  private static long median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }

  private static String table(SurveyRequest request, SurveyFile file) {
    StringBuilder text = new StringBuilder();
    text.append("| network | layer | times | packing | n | one thread | two threads | faster |\n");
    text.append("|--|--|--|--|--|--|--|--|\n");
    for (String network : request.networks()) {
      double[] totals = new double[2];
      int[] layers = new int[1];
      SurveyRequest.shapes(network)
          .forEach((shape, times) -> {
            JsonNode row = file.row(shape.toString());
            double one = row.path("nanosOneThread").asDouble();
            double two = row.path("nanosTwoThreads").asDouble();
            totals[0] += times * one;
            totals[1] += times * two;
            layers[0] += times;
            text.append(
                line(
                    network,
                    shape.toString(),
                    times,
                    row.path("packing").asText(),
                    row.path("polyDegree").asText(),
                    one,
                    two));
          });
      text.append(line(network, "**all**", layers[0], "", "", totals[0], totals[1]));
    }
    return text.toString();
  }

  private static String line(
      String network,
      String layer,
      int times,
      String packing,
      String degree,
      double one,
      double two) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %.3f ms | %.3f ms | %.2f |%n",
        network,
        layer,
        times,
        packing,
        degree,
        one / 1e6,
        two / 1e6,
        one / two);
  }
}
