package org.autoprivacy.validation;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * How one circuit's noise on one parameter set agrees with its prediction.
 *
 * @param set token of the parameters
 * @param operation token of the operation, {@code chain-1} or {@code chain-2}
 * @param draws draws of keys and plaintexts
 * @param coefficients noise coefficients measured
 * @param predictedStd with operands known: root mean square over all of them
 * @param measuredStd root mean square
 * @param chance standard deviation of their ratio by chance
 * @param closedFormStd on the mean over operands; 0 where there is none
 * @param forecastStd on the mean over operands, from operands drawn without any engine
 * @param forecastSpread relative standard deviation of the mean square over draws, by forecast
 * @param measuredSpread the same, measured
 * @param circuit what was computed
 */
public record NoiseRow(
    String set,
    String operation,
    int draws,
    long coefficients,
    double predictedStd,
    double measuredStd,
    double chance,
    double closedFormStd,
    double forecastStd,
    double forecastSpread,
    double measuredSpread,
    String circuit) {

  /** The deviation that counts as a miss. */
  public static final double LIMIT = 0.01;

  static final String HEADER =
      "set,operation,draws,coefficients,predicted_std,measured_std,chance,closed_form_std,"
          + "forecast_std,forecast_spread,measured_spread,circuit";

  /** Measured over predicted. */
  public double ratio() {
    return measuredStd / predictedStd;
  }

  /** Whether the prediction is off by more than {@link #LIMIT}. */
  public boolean misses() {
    return !(Math.abs(ratio() - 1) <= LIMIT);
  }

  /** How far the ratio is from 1, in units of chance. */
  public double deviations() {
    return (ratio() - 1) / chance;
  }

  /** How probable a miss is by chance, if the prediction is right. */
  public double missByChance() {
    return Erf.erfc(LIMIT / chance / Math.sqrt(2));
  }

  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%d,%.8e,%.8e,%.3e,%.8e,%.8e,%.4e,%.4e,%s",
        set,
        operation,
        draws,
        coefficients,
        predictedStd,
        measuredStd,
        chance,
        closedFormStd,
        forecastStd,
        forecastSpread,
        measuredSpread,
        circuit);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static NoiseRow parse(String line) {
    List<String> cells = List.of(line.split(",", -1));
    if (cells.size() != 12) {
      throw new IllegalArgumentException("a row of the noise table has 12 cells, got " + line);
    }
    return new NoiseRow(
        cells.get(0),
        cells.get(1),
        Integer.parseInt(cells.get(2)),
        Long.parseLong(cells.get(3)),
        Double.parseDouble(cells.get(4)),
        Double.parseDouble(cells.get(5)),
        Double.parseDouble(cells.get(6)),
        Double.parseDouble(cells.get(7)),
        Double.parseDouble(cells.get(8)),
        Double.parseDouble(cells.get(9)),
        Double.parseDouble(cells.get(10)),
        cells.get(11));
  }
}
