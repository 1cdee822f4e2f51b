package org.autoprivacy.chart;

import java.util.List;
import java.util.Locale;

/**
 * One horizontal bar for each number, from zero to the right or to the left.
 *
 * @param title above the bars
 * @param label what the numbers measure, with the unit
 * @param bars from top to bottom, at least one
 */
public record BarChart(String title, String label, List<Bar> bars) {

  private static final int WIDTH = 760;
  private static final int LEFT = 300;
  private static final int RIGHT = 720;
  private static final int TOP = 40;
  private static final int STEP = 24;
  private static final int BAR = 14;

  /**
   * A number with its name.
   *
   * @param value finite
   */
  public record Bar(String name, double value) {

    /** A finite number. */
    public Bar {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a bar has a finite length, got " + value);
      }
    }
  }

  /** At least one bar. */
  public BarChart {
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("a chart has at least one bar");
    }
  }

  /** The figure. */
  public String toSvg() {
    double least = bars.stream().mapToDouble(Bar::value).min().orElseThrow();
    double most = bars.stream().mapToDouble(Bar::value).max().orElseThrow();
    Axis axis = Axis.around(AxisLabel.linear(label), Math.min(0, least), Math.max(0, most));
    int bottom = TOP + STEP * bars.size() + 6;
    SvgText svg = new SvgText(WIDTH, bottom + 48, title);
    svg.label(14, TOP - 16.0, "start", 15, title);
    for (double tick : axis.ticks()) {
      double at = horizontal(axis, tick);
      svg.line(at, TOP, at, bottom, "#dddddd");
      svg.label(at, bottom + 16.0, "middle", 12, axis.text(tick));
    }
    double zero = horizontal(axis, 0);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double end = horizontal(axis, bar.value());
      double top = TOP + STEP * i + (STEP - BAR) / 2.0;
      String colour = LineChart.COLOURS.get(bar.value() < 0 ? 1 : 0);
      svg.box(Math.min(zero, end), top, Math.abs(end - zero), BAR, colour);
      svg.label(LEFT - 10.0, top + BAR - 3, "end", 12, bar.name());
      svg.label(
          Math.max(zero, end) + 4,
          top + BAR - 3,
          "start",
          11,
          String.format(Locale.ROOT, "%.2f", bar.value() + 0.0));
    }
    svg.line(zero, TOP, zero, bottom, "#666666");
    svg.label((LEFT + RIGHT) / 2.0, bottom + 36.0, "middle", 13, label);
    return svg.finished();
  }

  private static double horizontal(Axis axis, double value) {
    return LEFT + axis.position(value) * (RIGHT - LEFT);
  }
}
