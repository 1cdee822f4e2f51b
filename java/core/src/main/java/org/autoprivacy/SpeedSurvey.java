package org.autoprivacy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.generator.PublishedParameters;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
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
 * released programs of others do, all of it run here. Each distinct shape is measured once in each
 * way and counted as often as the network has it. What the machine's speed was is measured beside
 * every row, and divided out.
 */
public final class SpeedSurvey {

  private static final long WARM_UP_NANOS = 400_000_000L;
  private static final long FIRST_WARM_UP_NANOS = 10_000_000_000L;
  private static final long LONG_NANOS = 1_000_000_000L;
  private static final int LEAST_RUNS = 7;
  private static final double RATE_EXPONENT = 40;

  /** One way to evaluate a network. */
  enum Way {
    /** DELPHI's released program. */
    DELPHI("slots-delphi, delphi-code, products in coefficient form, SEAL", "seal-ffm", "none"),
    /** Cheetah's released program. */
    CHEETAH(
        "coefficients-cheetah, cheetah-code, products in coefficient form, SEAL",
        "seal-ffm",
        "none"),
    /** The same with transformed weights. */
    CHEETAH_NTT(
        "coefficients-cheetah, cheetah-code, products in NTT form, SEAL", "seal-ffm", "none"),
    /** Our packing with DELPHI's parameters. */
    SLOTS_ON_SEAL("slots, delphi-code, SEAL", "seal-ffm", "none"),
    /** What we choose. */
    BEST("best packing, our engine", "java", "none"),
    /** What we choose where noise hides the weights. */
    BEST_FLOODED("best packing, our engine", "java", "statistical:40");

    final String what;
    final String engine;
    final String privacy;

    Way(String what, String engine, String privacy) {
      this.what = what;
      this.engine = engine;
      this.privacy = privacy;
    }

    WeightForm form() {
      return this == DELPHI || this == CHEETAH ? WeightForm.COEFFICIENT : WeightForm.NTT;
    }
  }

  private SpeedSurvey() {}

  /**
   * Measures what the file does not have yet; returns the tables in Markdown.
   *
   * @param profile the prices of our engine, by which our parameters are chosen
   */
  public static String run(SurveyRequest request, MachineProfile profile) throws IOException {
    ParameterGenerator ours = ParameterGenerator.of(profile);
    CostModel model = new CostModel(new LatencyTable(profile));
    SurveyFile file =
        new SurveyFile(request.folder().resolve("speed.json"), "speed of networks' linear layers");
    List<LayerShape> shapes = request.shapes();
    MachineSpeed speed = new MachineSpeed();
    int done = 0;
    boolean warm = false;
    for (LayerShape shape : shapes) {
      for (Way way : Way.values()) {
        request
            .progress()
            .accept("measuring layers", (double) done++ / (shapes.size() * Way.values().length));
        if (!file.has(key(shape, way))) {
          if (!warm) {
            measure(shape, Way.BEST, ours, 1, FIRST_WARM_UP_NANOS);
            measure(shape, Way.BEST_FLOODED, ours, 1, FIRST_WARM_UP_NANOS / 2);
            warm = true;
          }
          double before = speed.nanos();
          ObjectNode row = measure(shape, way, ours, request.runs(), WARM_UP_NANOS);
          row.put("referenceNanos", (before + speed.nanos()) / 2);
          file.put(key(shape, way), row);
        }
      }
    }
    for (String network : request.networks()) {
      String key = network + " resident";
      if (!file.has(key)) {
        request.progress().accept("evaluating all layers of " + network, 1.0);
        file.put(key, ResidentNetwork.measure(network, shape -> plan(shape, Way.BEST, ours)));
      }
      String threads = network + " threads";
      if (!file.has(threads)) {
        request.progress().accept("two threads on " + network, 1.0);
        file.put(
            threads,
            ThreadSpeed.measure(
                network,
                shape -> plan(shape, Way.BEST, ours),
                (plan, count) -> model.latencyNanos(plan.work(), deployment(plan), count)));
      }
    }
    return SpeedTables.of(request, file);
  }

  static String key(LayerShape shape, Way way) {
    return shape + " " + way.name();
  }

  private static Deployment deployment(LayerPlan plan) {
    return Deployment.of(
        plan.parameters(),
        plan.wireLimbs(),
        plan.encryption(),
        plan.privacy(),
        plan.droppedBits(LayerRun.randomWeights(plan.shape(), 1)));
  }

  private static LayerPlan plan(LayerShape shape, Way way, ParameterGenerator ours) {
    return plan(shape, way, LayerRun.randomWeights(shape, 1), ours);
  }

  private static ObjectNode measure(
      LayerShape shape, Way way, ParameterGenerator ours, int runs, long warmUpNanos) {
    QuantizedLayer weights = LayerRun.randomWeights(shape, 1);
    LayerPlan plan = plan(shape, way, weights, ours);
    HeBackend engine = Engines.byName(way.engine).atFullSpeed();
    List<LayerTrial.Outcome> outcomes = new ArrayList<>();
    LayerTrial.Setup setup;
    try (LayerTrial trial =
        new LayerTrial(engine, plan, weights, way.form(), Parallel.NONE, ThreadClock::nanos)) {
      setup = trial.setup();
      outcomes.add(trial.run(0));
      // What takes so long is native code, for which nothing has to be compiled.
      if (nanos(outcomes.getFirst()) < LONG_NANOS) {
        long end = ThreadClock.nanos() + (way.engine.equals("java") ? warmUpNanos : 0);
        while (ThreadClock.nanos() < end) {
          trial.run(0);
        }
        outcomes.clear();
        for (int i = 0; i < Math.max(runs, way.engine.equals("java") ? LEAST_RUNS : 1); i++) {
          outcomes.add(trial.run(i + 1));
        }
      }
    }
    outcomes.sort(Comparator.comparingDouble(SpeedSurvey::nanos));
    LayerTrial.Outcome middle = outcomes.get(outcomes.size() / 2);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", shape.toString());
    row.put("way", way.what);
    row.put("privacy", way.privacy);
    row.put("packing", plan.packing().token());
    row.put("polyDegree", plan.parameters().polyDegree());
    row.put("logQP", plan.parameters().logQP());
    row.put("logT", plan.parameters().logT());
    row.put("wireLimbs", plan.wireLimbs());
    row.put("runs", outcomes.size());
    row.put("wrongValues", outcomes.stream().mapToLong(LayerTrial.Outcome::wrongValues).sum());
    row.put("nanos", nanos(middle));
    row.put("clientNanos", middle.clientNanos());
    row.put("serverNanos", middle.serverNanos());
    row.put("weightNanos", setup.weightNanos());
    row.put("keyNanos", setup.keyNanos());
    row.put("keyBytes", setup.keyBytes());
    row.put("bytes", middle.bytesUp() + middle.bytesDown());
    return row;
  }

  private static double nanos(LayerTrial.Outcome outcome) {
    return outcome.clientNanos() + outcome.serverNanos();
  }

  private static LayerPlan plan(
      LayerShape shape, Way way, QuantizedLayer weights, ParameterGenerator ours) {
    int bits = LayerRequest.worstCaseBits(shape, 8, 8);
    return switch (way) {
      case DELPHI ->
          fixed(
              shape, Packing.SLOTS_DELPHI, PublishedParameters.delphiCode(), Encryption.PUBLIC, 4);
      case SLOTS_ON_SEAL -> slotsOnSeal(shape, weights);
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

  /** DELPHI's parameters, with results sent modulo as few primes as keep the rate. */
  private static LayerPlan slotsOnSeal(LayerShape shape, QuantizedLayer weights) {
    LayerParameters parameters = PublishedParameters.delphiCode();
    for (int wire = 1; wire < parameters.limbs(); wire++) {
      LayerPlan plan = fixed(shape, Packing.SLOTS, parameters, Encryption.PUBLIC, wire);
      if (plan.log2ErrorRate(weights) <= -RATE_EXPONENT) {
        return plan;
      }
    }
    return fixed(shape, Packing.SLOTS, parameters, Encryption.PUBLIC, parameters.limbs());
  }

  private static LayerPlan fixed(
      LayerShape shape,
      Packing packing,
      LayerParameters parameters,
      Encryption encryption,
      int wireLimbs) {
    return new LayerPlan(shape, packing, parameters, encryption, Privacy.NONE, wireLimbs);
  }

  /** The cheapest of all packings. */
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
    LayerChoice choice = LayerChoice.cheapest(choices);
    return new LayerPlan(
        shape,
        choice.packing(),
        choice.parameters(),
        Encryption.SYMMETRIC,
        privacy,
        choice.wireLimbs());
  }
}
