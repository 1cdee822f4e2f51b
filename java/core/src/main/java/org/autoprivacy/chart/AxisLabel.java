package org.autoprivacy.chart;

/**
 * What an axis measures.
 *
 * @param text with its unit
 * @param logarithmic whether equal steps are equal ratios
 */
public record AxisLabel(String text, boolean logarithmic) {

  /** Equal steps are equal differences. */
  public static AxisLabel linear(String text) {
    return new AxisLabel(text, false);
  }

  /** Equal steps are equal ratios, with ticks at powers of two. */
  public static AxisLabel logarithmic(String text) {
    return new AxisLabel(text, true);
  }
}
