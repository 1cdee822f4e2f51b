package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.generator.PublishedParameters;
import org.autoprivacy.linear.LayerMeasurement;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;

/**
 * The linear layers of whole networks, preprocessing, both sides' work: ours beside what the
 * released programs of others do, all of it run here.
 */
public final class SpeedSurvey {

  private static final long WARM_UP_NANOS = 500_000_000L;
  private static final double RATE_EXPONENT = 40;

  /** One way to evaluate a network. */
  private enum Way {
    DELPHI("slots-delphi, delphi-code, coefficient form, SEAL", "seal-ffm", "none"),
    CHEETAH("coefficients-cheetah, cheetah-code, coefficient form, SEAL", "seal-ffm", "none"),
    CHEETAH_NTT("coefficients-cheetah, cheetah-code, NTT form, SEAL", "seal-ffm", "none"),
    SLOTS_ON_SEAL("slots, delphi-code, SEAL", "seal-ffm", "none"),
    BEST("best packing, our engine", "java", "none"),
    BEST_FLOODED("best packing, our engine", "java", "statistical:40");

    private final String what;
    private final String engine;
    private final String privacy;

    Way(String what, String engine, String privacy) {
      this.what = what;
      this.engine = engine;
      this.privacy = privacy;
    }
  }

  private SpeedSurvey() {}

  /**
   * Measures what the file does not have yet; returns the table in Markdown.
   *
   * @param ours what our parameters are chosen by: the prices of our engine
   */
  public static String run(SurveyRequest request, ParameterGenerator ours) throws IOException {
    SurveyFile file =
        new SurveyFile(request.folder().resolve("speed.json"), "speed of networks' linear layers");
    List<LayerShape> shapes = request.shapes();
    int done = 0;
    for (LayerShape shape : shapes) {
      for (Way way : Way.values()) {
        request
            .progress()
            .accept("measuring layers", (double) done++ / (shapes.size() * Way.values().length));
        if (!file.has(key(shape, way))) {
          file.put(key(shape, way), measure(shape, way, ours, request.runs()));
        }
      }
    }
    return table(request, file);
  }

  private static String key(LayerShape shape, Way way) {
    return shape + " " + way.name();
  }

  private static ObjectNode measure(LayerShape shape, Way way, ParameterGenerator ours, int runs) {
    QuantizedLayer weights = LayerRun.randomWeights(shape, 1);
    LayerPlan plan = plan(shape, way, weights, ours);
    HeBackend engine = Engines.byName(way.engine);
    boolean coefficientForm = way == Way.DELPHI || way == Way.CHEETAH;
    LayerMeasurement measured =
        LayerMeasurement.of(
            engine,
            plan,
            weights,
            coefficientForm ? WeightForm.COEFFICIENT : WeightForm.NTT,
            runs,
            1,
            Parallel.NONE,
            ThreadClock::nanos,
            WARM_UP_NANOS);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", shape.toString());
    row.put("way", way.what);
    row.put("privacy", way.privacy);
    row.put("packing", plan.packing().token());
    row.put("polyDegree", plan.parameters().polyDegree());
    row.put("logQP", plan.parameters().logQP());
    row.put("logT", plan.parameters().logT());
    row.put("wrongValues", measured.wrongValues());
    row.put("nanos", measured.nanos());
    row.put("weightNanos", measured.setup().weightNanos());
    row.put("keyNanos", measured.setup().keyNanos());
    row.put("keyBytes", measured.setup().keyBytes());
    row.put("bytes", measured.bytesUp() + measured.bytesDown());
    return row;
  }

  private static LayerPlan plan(
      LayerShape shape, Way way, QuantizedLayer weights, ParameterGenerator ours) {
    int bits = LayerRequest.worstCaseBits(shape, 8, 8);
    return switch (way) {
      case DELPHI ->
          fixed(
              shape, Packing.SLOTS_DELPHI, PublishedParameters.delphiCode(), Encryption.PUBLIC, 4);
      case SLOTS_ON_SEAL ->
          fixed(shape, Packing.SLOTS, PublishedParameters.delphiCode(), Encryption.PUBLIC, 1);
      case CHEETAH, CHEETAH_NTT ->
          fixed(
              shape,
              Packing.COEFFICIENTS_CHEETAH,
              PublishedParameters.cheetahCode(bits),
              Encryption.SYMMETRIC,
              1);
      case BEST, BEST_FLOODED -> best(shape, bits, weights, Privacy.parse(way.privacy), ours);
    };
  }

  private static LayerPlan fixed(
      LayerShape shape,
      Packing packing,
      LayerParameters parameters,
      Encryption encryption,
      int wireLimbs) {
    return new LayerPlan(shape, packing, parameters, encryption, Privacy.NONE, wireLimbs);
  }

  private static LayerPlan best(
      LayerShape shape,
      int bits,
      QuantizedLayer weights,
      Privacy privacy,
      ParameterGenerator ours) {
    List<LayerChoice> choices = new ArrayList<>();
    for (Packing packing : Packing.values()) {
      try {
        choices.add(
            ours.generate(
                LayerRequest.of(
                        shape,
                        packing,
                        bits,
                        new ErrorRate(-RATE_EXPONENT, packing.defaultRateOf()))
                    .withWeights(WeightNorms.of(weights))
                    .withPrivacy(privacy)));
      } catch (NoFeasibleParametersException e) {
        // Another packing has parameters.
      }
    }
    LayerChoice choice =
        choices.stream()
            .min(Comparator.comparingDouble(c -> c.cost().latencyNanos()))
            .orElseThrow();
    return new LayerPlan(
        shape,
        choice.packing(),
        choice.parameters(),
        Encryption.SYMMETRIC,
        privacy,
        choice.wireLimbs());
  }

  private record Total(double nanos, double weightNanos, double bytes, long wrong) {}

  private static Optional<Total> total(String network, Way way, SurveyFile file) {
    double nanos = 0;
    double weights = 0;
    double bytes = 0;
    long wrong = 0;
    for (Map.Entry<LayerShape, Integer> entry : SurveyRequest.shapes(network).entrySet()) {
      JsonNode row = file.row(key(entry.getKey(), way));
      if (row.isMissingNode()) {
        return Optional.empty();
      }
      nanos += entry.getValue() * row.path("nanos").asDouble();
      weights += entry.getValue() * row.path("weightNanos").asDouble();
      bytes += entry.getValue() * row.path("bytes").asDouble();
      wrong += row.path("wrongValues").asLong();
    }
    return Optional.of(new Total(nanos, weights, bytes, wrong));
  }

  private static String table(SurveyRequest request, SurveyFile file) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| network | how | privacy | time | with set-up of weights | times slower than our");
    text.append(" best | MB | times its bytes | wrong values |\n");
    text.append("|--|--|--|--|--|--|--|--|--|\n");
    for (String network : request.networks()) {
      Optional<Total> best = total(network, Way.BEST, file);
      for (Way way : Way.values()) {
        Optional<Total> total = total(network, way, file);
        if (total.isPresent() && best.isPresent()) {
          Total row = total.get();
          text.append(
              "| %s | %s | %s | %.3f s | %.3f s | %.1f | %.2f | %.2f | %d |%n"
                  .formatted(
                      network,
                      way.what,
                      way.privacy,
                      row.nanos() / 1e9,
                      (row.nanos() + row.weightNanos()) / 1e9,
                      row.nanos() / best.get().nanos(),
                      row.bytes() / 1e6,
                      row.bytes() / best.get().bytes(),
                      row.wrong()));
        }
      }
    }
    return text.toString();
  }
}
