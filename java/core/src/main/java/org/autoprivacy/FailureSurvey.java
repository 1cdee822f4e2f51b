package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.SlotFailures;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.linear.WrongCiphertext;
import org.autoprivacy.linear.ZeroCheck;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.noise.ErrorGeometry;

/**
 * Layers of the networks at parameters that are chosen to fail at a given rate, evaluated until
 * enough of them did: how often results are wrong, and what the errors do.
 */
public final class FailureSurvey {

  /** Failures that a row is measured to. */
  private static final int ENOUGH = 80;

  private static final int MOST_EVALUATIONS = 4000;

  /** Evaluations under one draw of keys. */
  private static final int PER_KEY = 20;

  private static final int BINS = 16;

  /** Failures that are drawn for what is expected. */
  private static final int DRAWS = 2000;

  private static final List<String> IN_SLOTS =
      List.of(
          "conv:3x32x32:16:k3:s1:p1",
          "conv:64x8x8:16:k1:s1:p0",
          "dw:192x16x16:k3:s1:p1",
          "dw:144x32x32:k3:s2:p1",
          "fc:64:100",
          "fc:1280:10");
  private static final List<String> IN_COEFFICIENTS =
      List.of(
          "conv:32x16x16:32:k3:s1:p1",
          "conv:64x8x8:16:k1:s1:p0",
          "conv:160x4x4:320:k1:s1:p0",
          "dw:192x16x16:k3:s1:p1",
          "fc:64:100",
          "fc:1280:10");

  private FailureSurvey() {}

  private record Item(
      LayerShape shape, Packing packing, int degree, int factors, int log2Rate, String engine) {
    String key() {
      return "%s %s n=%d t=%d 2^%d %s"
          .formatted(shape, packing.token(), degree, factors, log2Rate, engine);
    }
  }

  private static List<Item> items(List<String> engines) {
    List<Item> items = new ArrayList<>();
    for (String engine : engines) {
      for (int factors = 1; factors <= 2; factors++) {
        for (String token : IN_COEFFICIENTS) {
          items.add(item(token, Packing.COEFFICIENTS, factors, -5, engine));
          items.add(item(token, Packing.COEFFICIENTS, factors, -9, engine));
        }
        for (String token : IN_SLOTS) {
          items.add(item(token, Packing.SLOTS, factors, -3, engine));
          items.add(item(token, Packing.SLOTS, factors, -5, engine));
        }
      }
      for (String token : List.of("dw:192x16x16:k3:s1:p1", "fc:64:100")) {
        items.add(item(token, Packing.SLOTS_DELPHI, 1, -5, engine));
        items.add(item(token, Packing.COEFFICIENTS_CHEETAH, 1, -9, engine));
      }
    }
    return items;
  }

  private static Item item(
      String token, Packing packing, int factors, int log2Rate, String engine) {
    LayerShape shape = LayerShape.parse(token);
    return new Item(shape, packing, degree(shape, packing), factors, log2Rate, engine);
  }

  /** The least that is secure with key switching, and without. */
  private static int degree(LayerShape shape, Packing packing) {
    if (packing == Packing.COEFFICIENTS) {
      return 2048;
    }
    return shape.terms() > 1000 && packing.usesSlots() ? 8192 : 4096;
  }

  /** Evaluates what the file does not have yet; returns the table in Markdown. */
  public static String run(SurveyRequest request) throws IOException {
    SurveyFile file =
        new SurveyFile(request.folder().resolve("failures.json"), "failures of encrypted layers");
    List<Item> items = items(request.engines());
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      request.progress().accept("evaluating layers", (double) i / items.size());
      if (!file.has(item.key())) {
        file.put(item.key(), evaluate(item));
      }
    }
    return FailureSurveyTable.of(file.rows());
  }

  private static ObjectNode evaluate(Item item) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", item.shape().toString());
    row.put("packing", item.packing().token());
    row.put("polyDegree", item.degree());
    row.put("engine", item.engine());
    row.put("commit", BuildInfo.current().commit());
    row.put("plainModuli", item.factors());
    QuantizedLayer weights = LayerRun.randomWeights(item.shape(), 1);
    boolean slots = item.packing().usesSlots();
    row.put("of", slots ? "ciphertext" : "coefficient");
    row.put("aimedLog2", item.log2Rate());
    Optional<LayerPlan> found = plan(item, weights);
    if (found.isEmpty()) {
      return row.put("fits", false);
    }
    LayerPlan plan = found.get();
    row.put("fits", true);
    row.put("logQ", plan.parameters().logQ());
    row.put("logQP", plan.parameters().logQP());
    row.put("logT", plan.parameters().logT());
    Tally tally = new Tally(plan, weights);
    measure(Engines.byName(item.engine()), plan, weights, tally);
    tally.write(row);
    return row;
  }

  private static Optional<LayerPlan> plan(Item item, QuantizedLayer weights) {
    boolean slots = item.packing().usesSlots();
    double each = slots ? ErrorGeometry.log2Each(item.log2Rate(), item.degree()) : item.log2Rate();
    // A slot in every ciphertext tells of failures, but where that would leave outputs unlike each
    // other: the prediction is that of the noisiest.
    boolean alike = item.shape().kind() != LayerShape.Kind.CONVOLUTION;
    return SafeParameters.failing(
            item.shape(),
            item.packing(),
            item.degree(),
            LayerRequest.worstCaseBits(item.shape(), 8, 8),
            item.factors(),
            weights,
            each)
        .map(plan -> plan.withCheck(alike ? ZeroCheck.RESERVED : ZeroCheck.FREE));
  }

  /**
   * How the failures of a recorded row are expected to spread over numbers of different errors in a
   * ciphertext, in shares; empty where the error model has them uniform.
   */
  static Map<Integer, Double> expected(JsonNode row) {
    Item item =
        new Item(
            LayerShape.parse(row.path("shape").asText()),
            Packing.parse(row.path("packing").asText()),
            row.path("polyDegree").asInt(),
            row.path("plainModuli").asInt(),
            row.path("aimedLog2").asInt(),
            row.path("engine").asText());
    QuantizedLayer weights = LayerRun.randomWeights(item.shape(), 1);
    Map<Integer, Double> shares = new TreeMap<>();
    plan(item, weights)
        .flatMap(plan -> SlotFailures.of(plan, plan.log2ErrorRate(weights)))
        .ifPresent(failures -> {
          SplittableRandom random = new SplittableRandom(1);
          long t = Primes.smallestAbove(1L << 30, 2L * item.degree());
          long[] powers = failures.powers(t);
          for (int i = 0; i < DRAWS; i++) {
            long[] errors = failures.errors(0, random::nextDouble, powers, t);
            int different = (int) Arrays.stream(errors).distinct().count();
            shares.merge(different, 1.0 / DRAWS, Double::sum);
          }
        });
    return shares;
  }

  private static void measure(
      HeBackend engine, LayerPlan plan, QuantizedLayer weights, Tally tally) {
    for (int i = 0; !tally.enough(); i += PER_KEY) {
      try (LayerTrial trial =
          new LayerTrial(engine, plan, weights, WeightForm.NTT, Parallel.NONE, System::nanoTime)) {
        for (int j = 0; j < PER_KEY && !tally.enough(); j++) {
          tally.add(trial.run(1L + i + j));
        }
      }
    }
  }

  /** What evaluations come to. */
  private static final class Tally {
    private final LayerPlan plan;
    private final QuantizedLayer weights;
    private final boolean slots;
    private final long[] bins = new long[BINS];
    private final Map<Integer, Integer> distinct = new TreeMap<>();
    private long evaluations;
    private long trials;
    private long failures;
    private double squares;
    private long wrongValues;
    private long valuesOfFailed;
    private long ones;
    private long positive;
    private long checked;
    private long checkedWrong;
    private long reported;
    private double noiseSquares;
    private long noiseCount;

    Tally(LayerPlan plan, QuantizedLayer weights) {
      this.plan = plan;
      this.weights = weights;
      slots = plan.packing().usesSlots();
    }

    boolean enough() {
      return failures >= (slots ? ENOUGH : 10L * ENOUGH) || evaluations >= MOST_EVALUATIONS;
    }

    void add(LayerTrial.Outcome outcome) {
      evaluations++;
      int instances = plan.parameters().instances();
      long wrong = 0;
      for (WrongCiphertext failed : outcome.wrong()) {
        long t = plan.parameters().plainModuli().get(failed.factor());
        wrong += slots ? 1 : failed.errors().length;
        wrongValues += failed.errors().length;
        valuesOfFailed += failed.values();
        if (slots) {
          distinct.merge((int) Arrays.stream(failed.errors()).distinct().count(), 1, Integer::sum);
        }
        for (long error : failed.errors()) {
          ones += Math.abs(error) == 1 ? 1 : 0;
          positive += error > 0 ? 1 : 0;
          bins[(int) (Math.floorMod(error, t) * BINS / t)]++;
        }
      }
      trials += slots ? outcome.ciphertexts() : (long) outcome.values() * instances;
      failures += wrong;
      squares += (double) wrong * wrong;
      checked += outcome.checked();
      reported += outcome.reported();
      checkedWrong += outcome.wrong().stream().filter(WrongCiphertext::reported).count();
      noiseSquares += outcome.noiseSquares();
      noiseCount += outcome.noiseCount();
    }

    void write(ObjectNode row) {
      double predicted = 0;
      double beyond = 0;
      List<Double> wrong = plan.log2Tails(weights, 1);
      List<Double> further = plan.log2Tails(weights, 3);
      int n = plan.parameters().polyDegree();
      for (int i = 0; i < wrong.size(); i++) {
        double log2 = slots ? ErrorGeometry.log2Any(wrong.get(i), n) : wrong.get(i);
        predicted += Math.pow(2, log2) / wrong.size();
        beyond += Math.pow(2, further.get(i)) / wrong.size();
      }
      row.put("predictedRate", predicted);
      row.put("evaluations", evaluations);
      row.put("trials", trials);
      row.put("failures", failures);
      double mean = (double) failures / evaluations;
      row.put("bunching", mean > 0 ? (squares / evaluations - mean * mean) / mean : 1);
      row.put("valuesOfFailed", valuesOfFailed);
      row.put("wrongValues", wrongValues);
      row.put("ones", ones);
      row.put("predictedOnes", slots ? 0 : 1 - beyond / predicted);
      row.put("positive", positive);
      row.put("checked", checked);
      row.put("reported", reported);
      row.put("reportedWrong", checkedWrong);
      row.put("predictedStd", plan.predictedStd(weights));
      row.put("measuredStd", Math.sqrt(noiseSquares / Math.max(1, noiseCount)));
      ArrayNode histogram = row.putArray("errorsBySixteenthOfT");
      Arrays.stream(bins).forEach(histogram::add);
      if (slots) {
        ObjectNode patterns = row.putObject("ciphertextsByDistinctErrors");
        distinct.forEach((errors, times) -> patterns.put(errors.toString(), times));
      }
    }
  }
}
