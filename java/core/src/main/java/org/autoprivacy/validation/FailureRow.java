package org.autoprivacy.validation;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.autoprivacy.math.NormalTail;

/**
 * How often decryption failed on one set, and how often it ought to have.
 *
 * @param set token of the set
 * @param packing {@code slots} or {@code coefficients}
 * @param logQ log2 of the modulus in which it fails
 * @param coefficients that were decrypted
 * @param failures that were wrong among them
 * @param predictedLog2 the rate by closed forms, weights known, log2
 * @param knownLog2 the same with secret and key errors known too
 * @param bunching variance of the failures of a ciphertext over their mean; 1 if independent
 */
public record FailureRow(
    String set,
    String packing,
    double logQ,
    long coefficients,
    long failures,
    double predictedLog2,
    double knownLog2,
    double bunching) {

  static final String HEADER =
      "set,packing,log_q,coefficients,failures,predicted_log2,known_log2,bunching";

  private static final double CONFIDENCE = 0.99;
  private static final double DEVIATION = 0.01;

  /** The rate that was measured. */
  public double measured() {
    return (double) failures / coefficients;
  }

  /** The 99 % interval of the rate, as if failures were independent. */
  public double[] interval() {
    ConfidenceInterval interval =
        new ClopperPearsonInterval()
            .createInterval(Math.toIntExact(coefficients), Math.toIntExact(failures), CONFIDENCE);
    return new double[] {interval.getLowerBound(), interval.getUpperBound()};
  }

  /** How many times a rate grows if the standard deviation grows by 1 %. */
  public static double perPercent(double log2Rate) {
    double x = NormalTail.quantile(log2Rate);
    return Math.pow(2, NormalTail.log2TwoSidedTail(x / (1 + DEVIATION)) - log2Rate);
  }

  /** Whether the interval, widened by 1 % of the standard deviation, misses the prediction. */
  public boolean misses() {
    double widened = perPercent(predictedLog2);
    double predicted = Math.pow(2, predictedLog2);
    double[] interval = interval();
    return !(predicted >= interval[0] / widened && predicted <= interval[1] * widened);
  }

  /** Whether the interval itself misses it. */
  public boolean missesNarrowly() {
    double predicted = Math.pow(2, predictedLog2);
    double[] interval = interval();
    return !(predicted >= interval[0] && predicted <= interval[1]);
  }

  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%.6f,%d,%d,%.6f,%.6f,%.4f",
        set,
        packing,
        logQ,
        coefficients,
        failures,
        predictedLog2,
        knownLog2,
        bunching);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static FailureRow parse(String line) {
    List<String> cells = List.of(line.split(",", -1));
    if (cells.size() != 8) {
      throw new IllegalArgumentException("a row of the failure table has 8 cells, got " + line);
    }
    return new FailureRow(
        cells.get(0),
        cells.get(1),
        Double.parseDouble(cells.get(2)),
        Long.parseLong(cells.get(3)),
        Long.parseLong(cells.get(4)),
        Double.parseDouble(cells.get(5)),
        Double.parseDouble(cells.get(6)),
        Double.parseDouble(cells.get(7)));
  }
}
