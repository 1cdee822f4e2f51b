package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.autoprivacy.json.JsonFiles;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of the records of one label, by operation, size, implementation and threads. All
 * that is said of an operation at a size comes from one record, the newest that has it.
 */
final class Cells {

  static final String SEAL = "seal-ffm";

  /**
   * One cell.
   *
   * @param nanos the median of each round
   * @param spread half the distance between the fastest and the slowest iteration, relative
   * @param allocated bytes for each operation, or NaN where the collector was not watched
   */
  record Cell(List<Double> nanos, double spread, double allocated) {}

  private final Map<String, Cell> cells = new HashMap<>();

  /** The record that the cells of an operation and a size come from. */
  private final Map<String, Path> sources = new HashMap<>();

  /**
   * Reads records.
   *
   * @param records the newest last
   */
  Cells(List<Path> records) throws IOException {
    for (Path record : records) {
      read(record);
    }
  }

  private void read(Path record) throws IOException {
    for (JsonNode run : JsonFiles.mapper().readTree(record.toFile())) {
      String benchmark = run.get("benchmark").asText();
      JsonNode params = run.get("params");
      if (params == null || !params.has("implementation")) {
        continue;
      }
      String size =
          params.has("parameters")
              ? params.get("parameters").asText()
              : params.path("polyDegree").asText();
      String operation = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      String group = operation + " " + size + " ";
      if (!record.equals(sources.put(group, record))) {
        cells.keySet().removeIf(old -> old.startsWith(group));
      }
      String key =
          key(operation, size, params.get("implementation").asText(), run.get("threads").asInt());
      double[] values = iterations(run.get("primaryMetric").get("rawData"));
      Arrays.sort(values);
      double median = values[values.length / 2];
      double spread = (values[values.length - 1] - values[0]) / 2 / median;
      double allocated = Double.NaN;
      for (Map.Entry<String, JsonNode> metric : run.path("secondaryMetrics").properties()) {
        if (metric.getKey().endsWith("gc.alloc.rate.norm")) {
          allocated = metric.getValue().get("score").asDouble();
        }
      }
      Cell before = cells.get(key);
      List<Double> rounds = new ArrayList<>(before == null ? List.of() : before.nanos());
      rounds.add(median);
      double most = before == null ? spread : Math.max(spread, before.spread());
      cells.put(key, new Cell(List.copyOf(rounds), most, allocated));
    }
  }

  /** Whether nothing was recorded. */
  boolean isEmpty() {
    return cells.isEmpty();
  }

  /** The record of an operation and a size, or null where there is none. */
  @Nullable Path source(String operation, String size) {
    return sources.get(operation + " " + size + " ");
  }

  private static double[] iterations(JsonNode raw) {
    List<Double> values = new ArrayList<>();
    raw.forEach(fork -> fork.forEach(value -> values.add(value.asDouble())));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String key(String operation, String size, String implementation, int threads) {
    return String.join(" ", operation, size, implementation, Integer.toString(threads));
  }

  /** A cell, or null where it was not measured. */
  @Nullable Cell cell(String operation, String size, String implementation, int threads) {
    return cells.get(key(operation, size, implementation, threads));
  }

  /** Median nanoseconds over the rounds. */
  OptionalDouble nanos(String operation, String size, String implementation, int threads) {
    Cell cell = cell(operation, size, implementation, threads);
    return cell == null ? OptionalDouble.empty() : OptionalDouble.of(median(cell.nanos()));
  }

  /**
   * Ours divided by SEAL's, the median over rounds of the ratios within each.
   *
   * @param ofSeal the operation of SEAL to compare with
   */
  OptionalDouble ratio(String operation, String ofSeal, String size, String implementation) {
    Cell ours = cell(operation, size, implementation, 1);
    Cell seal = cell(ofSeal, size, SEAL, 1);
    if (ours == null || seal == null) {
      return OptionalDouble.empty();
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(ours.nanos().size(), seal.nanos().size()); i++) {
      ratios.add(ours.nanos().get(i) / seal.nanos().get(i));
    }
    return OptionalDouble.of(median(ratios));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
