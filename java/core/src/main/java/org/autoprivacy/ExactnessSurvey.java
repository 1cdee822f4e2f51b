package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.LayerMeasurement;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * Every layer of some networks, in every packing and at every degree where it fits, evaluated under
 * encryption at safe parameters and held against integers.
 */
public final class ExactnessSurvey {

  private static final List<Packing> PACKINGS =
      List.of(
          Packing.SLOTS_DELPHI, Packing.SLOTS, Packing.COEFFICIENTS_CHEETAH, Packing.COEFFICIENTS);

  private ExactnessSurvey() {}

  private record Item(LayerShape shape, Packing packing, int degree, String engine) {
    String key() {
      return "%s %s n=%d %s".formatted(shape, packing.token(), degree, engine);
    }
  }

  /** Evaluates what the file does not have yet; returns the table in Markdown. */
  public static String run(SurveyRequest request) throws IOException {
    SurveyFile file =
        new SurveyFile(request.folder().resolve("exactness.json"), "exactness of encrypted layers");
    List<Item> items = new ArrayList<>();
    for (LayerShape shape : request.shapes()) {
      for (Packing packing : PACKINGS) {
        for (int degree : request.degrees()) {
          request.engines().forEach(name -> items.add(new Item(shape, packing, degree, name)));
        }
      }
    }
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      request.progress().accept("evaluating layers", (double) i / items.size());
      if (!file.has(item.key())) {
        file.put(item.key(), evaluate(item, request.runs()));
      }
    }
    return table(request, file);
  }

  private static ObjectNode evaluate(Item item, int runs) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", item.shape().toString());
    row.put("packing", item.packing().token());
    row.put("polyDegree", item.degree());
    row.put("engine", item.engine());
    row.put("commit", BuildInfo.current().commit());
    QuantizedLayer weights = LayerRun.randomWeights(item.shape(), 1);
    Optional<LayerPlan> plan;
    try {
      plan =
          SafeParameters.find(
              item.shape(),
              item.packing(),
              item.degree(),
              LayerRequest.worstCaseBits(item.shape(), 8, 8),
              weights);
    } catch (IllegalArgumentException e) {
      return row.put("fits", false).put("why", String.valueOf(e.getMessage()));
    }
    if (plan.isEmpty()) {
      return row.put("fits", false).put("why", "no q is both safe and secure at this degree");
    }
    HeBackend engine = Engines.byName(item.engine());
    LayerMeasurement measured =
        LayerMeasurement.of(
            engine,
            plan.get(),
            weights,
            WeightForm.NTT,
            runs,
            1,
            Parallel.NONE,
            System::nanoTime,
            0);
    row.put("fits", true);
    row.put("logQ", plan.get().parameters().logQ());
    row.put("logQP", plan.get().parameters().logQP());
    row.put("logT", plan.get().parameters().logT());
    row.put("values", measured.values());
    row.put("wrongValues", measured.wrongValues());
    row.put("predictedStd", plan.get().predictedStd(weights));
    row.put("measuredStd", measured.noiseStd());
    return row;
  }

  /** What the layers of one network, in one packing at one degree, come to on one engine. */
  private static final class Tally {
    private int layers;
    private int shapes;
    private int misfits;
    private int missing;
    private long values;
    private long wrong;

    void add(JsonNode row, int times) {
      if (row.isMissingNode()) {
        missing++;
      } else if (row.path("fits").asBoolean()) {
        layers += times;
        shapes++;
        values += row.path("values").asLong();
        wrong += row.path("wrongValues").asLong();
      } else {
        misfits++;
      }
    }

    String text(String... names) {
      return "| %s | %d | %d | %d | %d | %d |%s%n"
          .formatted(
              String.join(" | ", names),
              layers,
              shapes,
              values,
              wrong,
              misfits,
              missing == 0 ? "" : " " + missing + " shapes to come");
    }
  }

  private static String table(SurveyRequest request, SurveyFile file) {
    Tally all = new Tally();
    StringBuilder rows = new StringBuilder();
    for (String network : request.networks()) {
      for (Packing packing : PACKINGS) {
        for (int degree : request.degrees()) {
          for (String engine : request.engines()) {
            Tally tally = new Tally();
            SurveyRequest.shapes(network)
                .forEach((shape, times) ->
                    tally.add(file.row(new Item(shape, packing, degree, engine).key()), times));
            rows.append(tally.text(network, packing.token(), Integer.toString(degree), engine));
          }
        }
      }
    }
    file.rows().forEach(row -> all.add(row, 1));
    return "%d evaluations of different layers, %d values, %d of them wrong; %d do not fit.%n%n"
            .formatted(all.shapes, all.values, all.wrong, all.misfits)
        + "| network | packing | n | engine | layers | of shapes | values | wrong | shapes that do"
        + " not fit |\n|--|--|--|--|--|--|--|--|--|\n"
        + rows;
  }
}
