package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.autoprivacy.noise.ErrorGeometry;
import org.autoprivacy.validation.FailureRow;

/** The tables of a survey of failures, from its rows alone. */
final class FailureSurveyTable {

  private static final double CONFIDENCE = 0.99;

  private FailureSurveyTable() {}

  /** Rates, and what errors do. */
  static String of(List<JsonNode> rows) {
    List<JsonNode> fitting = rows.stream().filter(row -> row.path("fits").asBoolean()).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        "%d rows; the 99 %% interval misses the prediction in %d of them, where chance makes %.1f; widened by what 1 %% of the standard deviation moves the rate, in %d.%n"
            .formatted(
                fitting.size(),
                fitting.stream().filter(row -> misses(row, false)).count(),
                fitting.size() * (1 - CONFIDENCE),
                fitting.stream().filter(row -> misses(row, true)).count()));
    List<JsonNode> checked =
        fitting.stream()
            .filter(row -> row.path("checked").asLong() == row.path("trials").asLong())
            .toList();
    text.append(
        String.format(
            "%nIn slots %d ciphertexts failed; %d of %d values in them were wrong. In layers whose"
                + " ciphertexts all have a zero slot %d of %d failures were noticed by it, and %d"
                + " ciphertexts were reported that had not failed.%n",
            sum(fitting, true, "failures"),
            sum(fitting, true, "wrongValues"),
            sum(fitting, true, "valuesOfFailed"),
            sum(checked, true, "reportedWrong"),
            sum(checked, true, "failures"),
            sum(checked, true, "reported") - sum(checked, true, "reportedWrong")));
    text.append(
        "%nIn coefficients %d values were wrong, %d of them by one.%n%n"
            .formatted(sum(fitting, false, "failures"), sum(fitting, false, "ones")));
    text.append(
        "| engine | layer | packing | n | moduli | of | predicted | measured | 99 % interval | failures"
            + " | bunching | noise by predicted | effect | |\n");
    text.append("|--|--|--|--|--|--|--|--|--|--|--|--|--|--|\n");
    fitting.forEach(row -> text.append(line(row)));
    text.append(
        "\nCiphertexts that failed, by how many different errors they have (number of"
            + " errors×ciphertexts).\n\n"
            + "| engine | layer | packing | n | moduli | values in one | wrong by ±1"
            + " | different errors | expected where sums are folded |\n|--|--|--|--|--|--|--|--|--|\n");
    fitting.stream()
        .filter(row -> row.has("ciphertextsByDistinctErrors"))
        .forEach(row -> text.append(different(row)));
    return text.toString();
  }

  private static String different(JsonNode row) {
    String errors =
        row.path("ciphertextsByDistinctErrors").properties().stream()
            .map(entry -> entry.getKey() + "×" + entry.getValue().asLong())
            .collect(Collectors.joining(", "));
    double failures = row.path("failures").asDouble();
    String expected =
        FailureSurvey.expected(row).entrySet().stream()
            .map(entry ->
                String.format(Locale.ROOT, "%d×%.1f", entry.getKey(), failures * entry.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d | %.0f | %.3f | %s | %s |%n",
        row.path("engine").asText(),
        row.path("shape").asText(),
        row.path("packing").asText(),
        row.path("polyDegree").asInt(),
        row.path("plainModuli").asInt(),
        row.path("valuesOfFailed").asDouble() / failures,
        row.path("ones").asDouble() / row.path("valuesOfFailed").asDouble(),
        errors,
        expected);
  }

  private static boolean slots(JsonNode row) {
    return row.path("of").asText().equals("ciphertext");
  }

  private static long sum(List<JsonNode> rows, boolean slots, String what) {
    return rows.stream()
        .filter(row -> slots(row) == slots)
        .mapToLong(row -> row.path(what).asLong())
        .sum();
  }

  /** Failures that bunch are worth as many fewer. */
  private static ConfidenceInterval interval(JsonNode row) {
    double bunching = Math.max(1, row.path("bunching").asDouble());
    long trials = Math.round(row.path("trials").asLong() / bunching);
    long failures = Math.min(trials, Math.round(row.path("failures").asLong() / bunching));
    return new ClopperPearsonInterval()
        .createInterval(Math.toIntExact(trials), Math.toIntExact(failures), CONFIDENCE);
  }

  /**
   * Whether the interval misses the prediction.
   *
   * @param widened by what 1 % of the standard deviation moves the rate
   */
  private static boolean misses(JsonNode row, boolean widened) {
    double predicted = row.path("predictedRate").asDouble();
    double log2 = Math.log(predicted) / Math.log(2);
    double each =
        slots(row) ? ErrorGeometry.log2Each(log2, row.path("polyDegree").asDouble()) : log2;
    double by = widened ? FailureRow.perPercent(each) : 1;
    ConfidenceInterval interval = interval(row);
    return predicted < interval.getLowerBound() / by || predicted > interval.getUpperBound() * by;
  }

  private static String line(JsonNode row) {
    ConfidenceInterval interval = interval(row);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d | %s | %.5f | %.5f | %.5f … %.5f | %d | %.2f | %.3f | %s | %s |%n",
        row.path("engine").asText(),
        row.path("shape").asText(),
        row.path("packing").asText(),
        row.path("polyDegree").asInt(),
        row.path("plainModuli").asInt(),
        row.path("of").asText(),
        row.path("predictedRate").asDouble(),
        row.path("failures").asDouble() / row.path("trials").asDouble(),
        interval.getLowerBound(),
        interval.getUpperBound(),
        row.path("failures").asLong(),
        row.path("bunching").asDouble(),
        row.path("measuredStd").asDouble() / row.path("predictedStd").asDouble(),
        effect(row),
        misses(row, true) ? "**miss**" : misses(row, false) ? "within 1 %" : "");
  }

  private static String effect(JsonNode row) {
    double wrong = row.path("wrongValues").asDouble();
    if (!slots(row)) {
      return String.format(
          Locale.ROOT,
          "±1: %.4f, predicted %.4f",
          row.path("ones").asDouble() / wrong,
          row.path("predictedOnes").asDouble());
    }
    return String.format(
        Locale.ROOT,
        "%.4f of values, by %.3f t in the mean, ±1: %.4f",
        wrong / row.path("valuesOfFailed").asDouble(),
        meanSize(row.path("errorsBySixteenthOfT")),
        row.path("ones").asDouble() / wrong);
  }

  /** The mean distance of errors from 0, in units of t; a quarter where they are uniform. */
  private static double meanSize(JsonNode bins) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < bins.size(); i++) {
      double middle = (i + 0.5) / bins.size();
      sum += bins.get(i).asDouble() * Math.min(middle, 1 - middle);
      total += bins.get(i).asDouble();
    }
    return sum / total;
  }
}
