package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;

/** The tables of a survey of failures, from its rows alone. */
final class FailureSurveyTable {

  private static final double CONFIDENCE = 0.99;

  private FailureSurveyTable() {}

  /** Rates, and what errors do. */
  static String of(List<JsonNode> rows) {
    List<JsonNode> fitting = rows.stream().filter(row -> row.path("fits").asBoolean()).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        "%d rows; the 99 %% interval misses the prediction in %d of them, where chance makes %.1f.%n"
            .formatted(
                fitting.size(),
                fitting.stream().filter(FailureSurveyTable::misses).count(),
                fitting.size() * (1 - CONFIDENCE)));
    text.append(
        String.format(
            "%nIn slots %d ciphertexts failed; %d of %d values in them were wrong. %d of %d failures in"
                + " ciphertexts were noticed by a zero slot, and %d others were reported.%n",
            sum(fitting, true, "failures"),
            sum(fitting, true, "wrongValues"),
            sum(fitting, true, "valuesOfFailed"),
            sum(fitting, true, "reportedWrong"),
            sum(fitting, true, "failures"),
            sum(fitting, true, "reported") - sum(fitting, true, "reportedWrong")));
    text.append(
        "%nIn coefficients %d values were wrong, %d of them by one.%n%n"
            .formatted(sum(fitting, false, "failures"), sum(fitting, false, "ones")));
    text.append(
        "| engine | layer | packing | n | moduli | of | predicted | measured | 99 % interval | failures"
            + " | bunching | noise by predicted | effect | |\n");
    text.append("|--|--|--|--|--|--|--|--|--|--|--|--|--|--|\n");
    fitting.forEach(row -> text.append(line(row)));
    return text.toString();
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

  private static boolean misses(JsonNode row) {
    double predicted = row.path("predictedRate").asDouble();
    ConfidenceInterval interval = interval(row);
    return predicted < interval.getLowerBound() || predicted > interval.getUpperBound();
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
        misses(row) ? "**miss**" : "");
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
        "%.4f of values, uniform: p = %.2f",
        wrong / row.path("valuesOfFailed").asDouble(),
        uniform(row.path("errorsBySixteenthOfT")));
  }

  /** The chance of a chi-square as large if errors were uniform modulo t. */
  private static double uniform(JsonNode bins) {
    double total = 0;
    for (JsonNode bin : bins) {
      total += bin.asDouble();
    }
    double expected = total / bins.size();
    double square = 0;
    for (JsonNode bin : bins) {
      square += (bin.asDouble() - expected) * (bin.asDouble() - expected) / expected;
    }
    return 1 - new ChiSquaredDistribution(bins.size() - 1.0).cumulativeProbability(square);
  }
}
