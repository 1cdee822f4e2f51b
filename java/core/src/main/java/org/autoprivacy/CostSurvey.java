package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.Operation;
import org.autoprivacy.cost.ProfileEntry;
import org.autoprivacy.cost.ProfileGroup;
import org.autoprivacy.cost.SideBySide;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.LayerMeasurement;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * What the cost model predicts of layers beside what they take: operations are timed in the same
 * minute as the layer, half of them before it and half behind, at the layer's own n and limbs.
 */
public final class CostSurvey {

  private static final List<Packing> PACKINGS =
      List.of(
          Packing.SLOTS_DELPHI,
          Packing.SLOTS_SCI,
          Packing.SLOTS,
          Packing.COEFFICIENTS_CHEETAH,
          Packing.COEFFICIENTS);
  private static final int PRIME_BITS = 50;
  private static final long CALIBRATION_NANOS = 700_000_000L;
  private static final long WARM_UP_NANOS = 1_000_000_000L;

  private CostSurvey() {}

  private record Item(LayerShape shape, Packing packing, int degree, String engine) {
    String key() {
      return "%s %s n=%d %s".formatted(shape, packing.token(), degree, engine);
    }
  }

  /** Measures what the file does not have yet; returns the table in Markdown. */
  public static String run(SurveyRequest request) throws IOException {
    SurveyFile file =
        new SurveyFile(request.folder().resolve("costs.json"), "cost model beside layers");
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
      request.progress().accept("measuring layers", (double) i / items.size());
      if (!file.has(item.key())) {
        Optional<ObjectNode> row = measure(item, request.runs());
        if (row.isPresent()) {
          file.put(item.key(), row.get());
        }
      }
    }
    return table(file);
  }

  private static Optional<ObjectNode> measure(Item item, int runs) {
    QuantizedLayer weights = LayerRun.randomWeights(item.shape(), 1);
    Optional<LayerPlan> found;
    try {
      found =
          SafeParameters.find(
              item.shape(),
              item.packing(),
              item.degree(),
              LayerRequest.worstCaseBits(item.shape(), 8, 8),
              weights);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    LayerPlan plan = found.get();
    HeBackend engine = Engines.byName(item.engine());
    List<ProfileEntry> entries = new ArrayList<>(calibrate(engine, plan));
    LayerMeasurement measured =
        LayerMeasurement.of(
            engine,
            plan,
            weights,
            WeightForm.NTT,
            runs,
            1,
            Parallel.NONE,
            ThreadClock::nanos,
            WARM_UP_NANOS);
    LayerCost before = cost(engine, entries, plan, weights);
    LayerCost after = cost(engine, calibrate(engine, plan), plan, weights);
    double predicted = (before.latencyNanos() + after.latencyNanos()) / 2;
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("shape", item.shape().toString());
    row.put("packing", item.packing().token());
    row.put("polyDegree", item.degree());
    row.put("engine", item.engine());
    row.put("limbs", plan.parameters().limbs());
    row.put("predictedNanos", predicted);
    row.put("drift", after.latencyNanos() / before.latencyNanos());
    row.put("measuredNanos", measured.nanos());
    row.put("clientNanos", measured.clientNanos());
    row.put("serverNanos", measured.serverNanos());
    row.put("predictedBytes", before.bytes());
    row.put("measuredBytes", measured.bytesUp() + measured.bytesDown());
    return Optional.of(row);
  }

  private static LayerCost cost(
      HeBackend engine, List<ProfileEntry> entries, LayerPlan plan, QuantizedLayer weights) {
    MachineProfile profile =
        new MachineProfile(Machine.current(), engine.name(), engine.library(), "", "now", entries);
    return new CostModel(new LatencyTable(profile))
        .cost(
            plan.work(),
            Deployment.of(
                plan.parameters(),
                plan.wireLimbs(),
                plan.encryption(),
                plan.privacy(),
                plan.droppedBits(weights)));
  }

  /** The latencies that the layer's price is made of, as they are now. */
  private static List<ProfileEntry> calibrate(HeBackend engine, LayerPlan plan) {
    int degree = plan.parameters().polyDegree();
    int limbs = plan.parameters().limbs();
    List<ProfileEntry> entries = new ArrayList<>();
    List<ProfileGroup> groups = new ArrayList<>();
    for (int l = Math.min(plan.wireLimbs(), limbs); l <= limbs; l++) {
      groups.add(new ProfileGroup(degree, l, PRIME_BITS, false));
    }
    if (plan.parameters().specialPrime().isPresent()) {
      groups.add(new ProfileGroup(degree, limbs, PRIME_BITS, true));
    }
    for (ProfileGroup group : groups) {
      entries.addAll(
          SideBySide.time(
                  List.of(engine),
                  group,
                  EnumSet.complementOf(
                      EnumSet.of(Operation.MULTIPLY_RELINEARIZE, Operation.GALOIS_KEY)),
                  CALIBRATION_NANOS)
              .get(engine.name()));
    }
    return entries;
  }

  private static String table(SurveyFile file) {
    TreeMap<String, List<Double>> errors = new TreeMap<>();
    TreeMap<String, Integer> otherBytes = new TreeMap<>();
    for (JsonNode row : file.rows()) {
      String line = "%s | %s".formatted(row.path("engine").asText(), row.path("packing").asText());
      errors
          .computeIfAbsent(line, _ -> new ArrayList<>())
          .add(row.path("predictedNanos").asDouble() / row.path("measuredNanos").asDouble() - 1);
      boolean same = row.path("predictedBytes").asLong() == row.path("measuredBytes").asLong();
      otherBytes.merge(line, same ? 0 : 1, Integer::sum);
    }
    StringBuilder text = new StringBuilder();
    text.append("| engine | packing | layers | median of predicted/measured - 1 | median error |");
    text.append(" worst error | layers with other bytes |\n|--|--|--|--|--|--|--|\n");
    errors.forEach((line, list) -> {
      List<Double> sorted = list.stream().sorted().toList();
      List<Double> sizes = list.stream().map(Math::abs).sorted().toList();
      text.append(
          "| %s | %d | %+.1f %% | %.1f %% | %.1f %% | %d |%n"
              .formatted(
                  line,
                  list.size(),
                  100 * sorted.get(list.size() / 2),
                  100 * sizes.get(list.size() / 2),
                  100 * sizes.getLast(),
                  otherBytes.getOrDefault(line, 0)));
    });
    return text.toString();
  }
}
