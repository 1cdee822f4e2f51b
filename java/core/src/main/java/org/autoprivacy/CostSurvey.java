package org.autoprivacy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.Calibration;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.KeyCost;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.ProfileGroup;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.KeyNeeds;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerTrial;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * What the cost model predicts of layers beside what they take. Each round times every operation
 * and, right behind, the layer; what is compared is the median over rounds of their ratio, so that
 * a machine that changes its speed changes both. No layer is calibrated on.
 */
public final class CostSurvey {

  private static final List<Packing> PACKINGS =
      List.of(
          Packing.SLOTS_DELPHI,
          Packing.SLOTS_SCI,
          Packing.SLOTS,
          Packing.COEFFICIENTS_CHEETAH,
          Packing.COEFFICIENTS);
  private static final int WIDEST_BITS = 60;
  private static final int MANY_SHAPES = 10;
  private static final int ROUNDS = 9;
  private static final int LEAST_ROUNDS = 5;
  private static final long ITEM_NANOS = 500_000_000L;
  private static final long WARM_UP_NANOS = 150_000_000L;
  private static final int WARM_UPS = 3;
  private static final long COLD_NANOS = 20_000_000L;
  private static final int MOST_REPEATS = 9;
  // Until all that layers share is compiled.
  private static final long SETTING_WARM_UP_NANOS = 1_000_000_000L;
  private static final long FIRST_WARM_UP_NANOS = 20_000_000_000L;
  // Longer ones add seconds each, and nothing that shorter ones do not have.
  private static final double LONGEST_NANOS = 0.1e9;

  private CostSurvey() {}

  /** A layer to measure, and where its operations are timed. */
  private record Item(String engine, LayerPlan plan, QuantizedLayer weights) {
    String key() {
      return "%s %s n=%d %s"
          .formatted(plan.shape(), plan.packing().token(), plan.parameters().polyDegree(), engine);
    }

    /** The settings that a profile has of the layer's parameters. */
    Set<ProfileGroup> groups() {
      List<Integer> fast = Engines.byName(engine).fastPrimeBits();
      List<Integer> widths = Deployment.widths(plan.parameters().dataPrimes());
      int n = plan.parameters().polyDegree();
      boolean special = plan.parameters().specialPrime().isPresent();
      Set<ProfileGroup> groups = new LinkedHashSet<>();
      for (int limbs = plan.wireLimbs(); limbs <= widths.size(); limbs++) {
        for (int bits : widths.subList(0, limbs)) {
          OptionalInt next = fast.stream().mapToInt(f -> f).filter(f -> f >= bits).findFirst();
          groups.add(new ProfileGroup(n, limbs, next.orElse(WIDEST_BITS), false));
          if (special && limbs == widths.size()) {
            groups.add(new ProfileGroup(n, limbs, next.orElse(WIDEST_BITS), true));
          }
        }
      }
      return groups;
    }

    Deployment deployment() {
      return Deployment.of(
          plan.parameters(),
          plan.wireLimbs(),
          plan.encryption(),
          plan.privacy(),
          plan.droppedBits(weights));
    }
  }

  /** Measures what the file does not have yet; returns the table in Markdown. */
  public static String run(SurveyRequest request) throws IOException {
    SurveyFile file =
        new SurveyFile(request.folder().resolve("costs.json"), "cost model beside layers");
    Map<Set<ProfileGroup>, List<Item>> settings = new LinkedHashMap<>();
    List<Item> all = new ArrayList<>();
    for (String engine : request.engines()) {
      for (Item item : items(request, engine)) {
        if (!file.has(item.key())) {
          settings.computeIfAbsent(item.groups(), _ -> new ArrayList<>()).add(item);
          all.add(item);
        }
      }
    }
    int done = 0;
    Set<String> warm = new HashSet<>();
    for (Map.Entry<Set<ProfileGroup>, List<Item>> setting : settings.entrySet()) {
      for (String engine : request.engines()) {
        List<Item> items =
            setting.getValue().stream().filter(item -> item.engine().equals(engine)).toList();
        if (!items.isEmpty()) {
          HeBackend backend = Engines.byName(engine).atFullSpeed();
          if (warm.add(engine)) {
            request.progress().accept("warming up " + engine, (double) done / all.size());
            warmUp(backend, all.stream().filter(i -> i.engine().equals(engine)).toList());
          }
          try (Calibration calibration = new Calibration(backend, setting.getKey())) {
            calibration.warmUp(SETTING_WARM_UP_NANOS);
            for (Item item : items) {
              request.progress().accept("measuring layers", (double) done++ / all.size());
              file.put(item.key(), measure(backend, item, calibration));
            }
          }
        }
      }
    }
    return CostTables.of(file);
  }

  /**
   * Each shape in each packing, at one of the degrees in turn; of a network with many shapes every
   * third packing, say, of each.
   */
  private static List<Item> items(SurveyRequest request, String engine) {
    Set<LayerShape> seen = new HashSet<>();
    List<Item> items = new ArrayList<>();
    int turn = 0;
    for (String network : request.networks()) {
      List<LayerShape> shapes = List.copyOf(SurveyRequest.shapes(network).keySet());
      int step = Math.ceilDiv(shapes.size(), MANY_SHAPES);
      for (int i = 0; i < shapes.size(); i++) {
        if (seen.add(shapes.get(i))) {
          items.addAll(items(request, engine, shapes.get(i), i, step, turn));
          turn += PACKINGS.size();
        }
      }
    }
    return items;
  }

  private static List<Item> items(
      SurveyRequest request, String engine, LayerShape shape, int number, int step, int before) {
    List<Item> items = new ArrayList<>();
    int turn = before;
    QuantizedLayer weights = LayerRun.randomWeights(shape, 1);
    for (Packing packing : PACKINGS) {
      turn++;
      if ((number + turn) % step == 0) {
        for (int i = 0; i < request.degrees().size(); i++) {
          int degree = request.degrees().get((turn + i) % request.degrees().size());
          Optional<LayerPlan> plan = plan(shape, packing, degree, weights);
          if (plan.isPresent()) {
            items.add(new Item(engine, plan.get(), weights));
            break;
          }
        }
      }
    }
    return items;
  }

  private static Optional<LayerPlan> plan(
      LayerShape shape, Packing packing, int degree, QuantizedLayer weights) {
    try {
      return SafeParameters.find(
          shape, packing, degree, LayerRequest.worstCaseBits(shape, 8, 8), weights);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Runs operations and layers until the virtual machine is as fast as it gets. */
  private static void warmUp(HeBackend engine, List<Item> items) {
    for (boolean slots : new boolean[] {true, false}) {
      for (Item item :
          items.stream().filter(i -> i.plan().packing().usesSlots() == slots).limit(1).toList()) {
        try (Calibration calibration = new Calibration(engine, item.groups());
            LayerTrial trial =
                new LayerTrial(
                    engine,
                    item.plan(),
                    item.weights(),
                    WeightForm.NTT,
                    Parallel.NONE,
                    ThreadClock::nanos)) {
          calibration.warmUp(FIRST_WARM_UP_NANOS / 4);
          long end = System.nanoTime() + FIRST_WARM_UP_NANOS / 4;
          for (int i = 0; System.nanoTime() < end; i++) {
            trial.times(i);
          }
        }
      }
    }
  }

  private record Round(double predicted, double client, double server) {
    double measured() {
      return client + server;
    }

    double ratio() {
      return predicted / measured();
    }
  }

  private static ObjectNode measure(HeBackend engine, Item item, Calibration calibration) {
    LayerPlan plan = item.plan();
    Deployment deployment = item.deployment();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", plan.shape().toString());
    row.put("packing", plan.packing().token());
    row.put("polyDegree", plan.parameters().polyDegree());
    row.put("engine", item.engine());
    row.put("limbs", plan.parameters().limbs());
    row.put("primeBits", Deployment.widths(plan.parameters().dataPrimes()).getLast());
    CostModel now = new CostModel(new LatencyTable(calibration.round()));
    double expected = now.cost(plan.work(), deployment).latencyNanos();
    if (expected > LONGEST_NANOS) {
      row.put("leftOut", true);
      return row;
    }
    List<Round> rounds = new ArrayList<>();
    LayerTrial.Setup setup;
    LayerTrial.Outcome last;
    try (LayerTrial trial =
        new LayerTrial(
            engine, plan, item.weights(), WeightForm.NTT, Parallel.NONE, ThreadClock::nanos)) {
      setup = trial.setup();
      last = trial.run(0);
      long begin = System.nanoTime();
      for (int i = 1; i < WARM_UPS || System.nanoTime() - begin < WARM_UP_NANOS; i++) {
        trial.times(i);
      }
      begin = System.nanoTime();
      for (int i = 0;
          i < ROUNDS && (i < LEAST_ROUNDS || System.nanoTime() - begin < ITEM_NANOS);
          i++) {
        now = new CostModel(new LatencyTable(calibration.round()));
        double predicted = now.cost(plan.work(), deployment).latencyNanos();
        rounds.add(round(trial, predicted));
      }
    }
    row.put("rounds", rounds.size());
    row.put("predictedNanos", median(rounds, Round::predicted));
    row.put("measuredNanos", median(rounds, Round::measured));
    row.put("clientNanos", median(rounds, Round::client));
    row.put("serverNanos", median(rounds, Round::server));
    row.put("predictedByMeasured", median(rounds, Round::ratio));
    row.put(
        "predictedBytes",
        CostModel.bytesUp(plan.work(), deployment) + CostModel.bytesDown(plan.work(), deployment));
    row.put("measuredBytes", last.bytesUp() + last.bytesDown());
    keys(row, now, plan, setup);
    return row;
  }

  /**
   * One round of the layer: operations run in batches, so the layer runs some times too, and once
   * before, so that neither meets the caches that the other left; nor those that a look at the
   * results leaves.
   */
  private static Round round(LayerTrial trial, double predicted) {
    long begin = System.nanoTime();
    LayerTrial.Times first = trial.times(0);
    List<LayerTrial.Times> times = new ArrayList<>();
    if (System.nanoTime() - begin > COLD_NANOS) {
      times.add(first);
    }
    begin = System.nanoTime();
    while (times.isEmpty()
        || (times.size() < MOST_REPEATS && System.nanoTime() - begin < COLD_NANOS / 4)) {
      times.add(trial.times(times.size()));
    }
    return new Round(
        predicted,
        median(times, LayerTrial.Times::client),
        median(times, LayerTrial.Times::server));
  }

  private static void keys(ObjectNode row, CostModel now, LayerPlan plan, LayerTrial.Setup setup) {
    KeyNeeds needs = KeyNeeds.of(List.of(plan));
    if (!needs.galoisElements().isEmpty()) {
      KeyCost cost = now.keys(plan.parameters(), needs);
      ObjectNode keys = row.putObject("keys");
      keys.put("galois", needs.galoisElements().size());
      keys.put("predictedClientNanos", cost.clientNanos());
      keys.put("measuredClientNanos", setup.keyNanos());
      keys.put("predictedBytes", cost.bytes());
      keys.put("measuredBytes", setup.keyBytes());
    }
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> what) {
    double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
