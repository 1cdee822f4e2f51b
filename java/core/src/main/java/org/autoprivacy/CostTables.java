package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The tables of a survey of costs, in Markdown. */
final class CostTables {

  private static final int WORST_SHOWN = 10;

  private CostTables() {}

  static String of(SurveyFile file) {
    List<JsonNode> measured =
        file.rows().stream().filter(row -> row.has("predictedByMeasured")).toList();
    StringBuilder text = new StringBuilder();
    int leftOut = file.rows().size() - measured.size();
    text.append("| engine | packing | layers | median of predicted/measured - 1 | median error |");
    text.append(" worst error | layers with other bytes |\n|--|--|--|--|--|--|--|\n");
    by(measured, row -> row.path("engine").asText() + " | all")
        .forEach((line, rows) -> text.append(line(line, rows)));
    by(measured, row -> row.path("engine").asText() + " | " + row.path("packing").asText())
        .forEach((line, rows) -> text.append(line(line, rows)));
    text.append(
        "\nLeft out because one evaluation takes longer than 0.1 s: %d.%n".formatted(leftOut));
    text.append("\nThe %d worst:%n%n".formatted(WORST_SHOWN));
    text.append("| engine | layer | packing | n | primes | predicted | measured | error |\n");
    text.append("|--|--|--|--|--|--|--|--|\n");
    measured.stream()
        .sorted(Comparator.comparingDouble(row -> -Math.abs(error(row))))
        .limit(WORST_SHOWN)
        .forEach(row -> text.append(worst(row)));
    keys(measured, text);
    return text.toString();
  }

  private static SequencedMap<String, List<JsonNode>> by(
      List<JsonNode> rows, Function<JsonNode, String> key) {
    TreeMap<String, List<JsonNode>> groups = new TreeMap<>();
    rows.forEach(row -> groups.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
    return groups;
  }

  private static double error(JsonNode row) {
    return row.path("predictedByMeasured").asDouble() - 1;
  }

  private static String line(String name, List<JsonNode> rows) {
    double[] signed = rows.stream().mapToDouble(CostTables::error).sorted().toArray();
    double[] sizes = rows.stream().mapToDouble(r -> Math.abs(error(r))).sorted().toArray();
    long other =
        rows.stream()
            .filter(r -> r.path("predictedBytes").asLong() != r.path("measuredBytes").asLong())
            .count();
    return "| %s | %d | %+.1f %% | %.1f %% | %.1f %% | %d |%n"
        .formatted(
            name,
            rows.size(),
            100 * signed[signed.length / 2],
            100 * sizes[sizes.length / 2],
            100 * sizes[sizes.length - 1],
            other);
  }

  private static String worst(JsonNode row) {
    return "| %s | %s | %s | %d | %d of %d bits | %.2f ms | %.2f ms | %+.1f %% |%n"
        .formatted(
            row.path("engine").asText(),
            row.path("shape").asText(),
            row.path("packing").asText(),
            row.path("polyDegree").asInt(),
            row.path("limbs").asInt(),
            row.path("primeBits").asInt(),
            row.path("predictedNanos").asDouble() / 1e6,
            row.path("measuredNanos").asDouble() / 1e6,
            100 * error(row));
  }

  private static void keys(List<JsonNode> rows, StringBuilder text) {
    List<JsonNode> keyed = rows.stream().filter(row -> row.has("keys")).toList();
    if (keyed.isEmpty()) {
      return;
    }
    text.append("\nKeys, made and packed once, cold:\n\n");
    text.append("| engine | sets of keys | median of predicted/measured | other bytes |\n");
    text.append("|--|--|--|--|\n");
    by(keyed, row -> row.path("engine").asText())
        .forEach((engine, of) -> {
          double[] ratios =
              of.stream()
                  .map(row -> row.path("keys"))
                  .mapToDouble(k ->
                      k.path("predictedClientNanos").asDouble()
                          / k.path("measuredClientNanos").asDouble())
                  .sorted()
                  .toArray();
          long other =
              of.stream()
                  .map(row -> row.path("keys"))
                  .filter(
                      k -> k.path("predictedBytes").asLong() != k.path("measuredBytes").asLong())
                  .count();
          text.append(
              "| %s | %d | %.2f | %d |%n"
                  .formatted(engine, ratios.length, ratios[ratios.length / 2], other));
        });
  }
}
