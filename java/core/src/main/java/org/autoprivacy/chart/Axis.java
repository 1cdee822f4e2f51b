package org.autoprivacy.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis from {@code least} to {@code most}, with ticks at round numbers.
 *
 * @param label what it measures, with its unit
 * @param least where it begins
 * @param most where it ends, above {@code least}
 * @param step between ticks, or 0 where equal steps are equal ratios; {@code least} is positive
 *     then
 */
record Axis(String label, double least, double most, double step) {

  private static final int MOST_TICKS = 9;

  /** The axis that holds some numbers, with round ends. */
  static Axis around(AxisLabel label, double least, double most) {
    if (label.logarithmic()) {
      if (!(least > 0)) {
        throw new IllegalArgumentException("a logarithmic axis has positive numbers, got " + least);
      }
      double low = Math.pow(2, Math.floor(log2(least) + 1e-9));
      double high = Math.pow(2, Math.ceil(log2(most) - 1e-9));
      return new Axis(label.text(), low, high > low ? high : 2 * low, 0);
    }
    double step = step(most > least ? most - least : Math.max(1, Math.abs(most)));
    double low = step * Math.floor(least / step + 1e-9);
    double high = step * Math.ceil(most / step - 1e-9);
    return new Axis(label.text(), low, high > low ? high : low + step, step);
  }

  /** The round step that gives at most {@value #MOST_TICKS} ticks. */
  private static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span / MOST_TICKS)));
    for (double factor : new double[] {1, 2, 5}) {
      if (span / (factor * power) <= MOST_TICKS - 1) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Where a number is, in [0, 1] from begin to end. */
  double position(double value) {
    return step == 0 ? log2(value / least) / log2(most / least) : (value - least) / (most - least);
  }

  /** Round numbers from begin to end. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (step == 0) {
      int powers = (int) Math.round(log2(most / least));
      int every = Math.ceilDiv(powers, MOST_TICKS - 1);
      for (int i = 0; i <= powers; i += every) {
        ticks.add(least * Math.pow(2, i));
      }
      return ticks;
    }
    for (int i = 0; least + i * step <= most + step * 1e-6; i++) {
      ticks.add(least + i * step);
    }
    return ticks;
  }

  /** A tick as text, without needless zeros. */
  String text(double tick) {
    if (Math.abs(tick) < 1e-12) {
      return "0";
    }
    if (tick == Math.rint(tick) && Math.abs(tick) < 1e6) {
      return "%d".formatted((long) tick);
    }
    return String.format(Locale.ROOT, "%.3g", tick).replaceAll("\\.?0+$", "");
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
