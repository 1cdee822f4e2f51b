package org.autoprivacy.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A line for each series over common axes, with dots at the points and a key beside it.
 *
 * @param title above the axes
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series at least one
 */
public record LineChart(String title, AxisLabel x, AxisLabel y, List<Series> series) {

  static final int WIDTH = 800;
  static final int HEIGHT = 400;
  private static final int LEFT = 62;
  private static final int RIGHT = 545;
  private static final int TOP = 44;
  private static final int BOTTOM = 348;
  private static final String GRID = "#dddddd";
  private static final String FRAME = "#666666";
  private static final int KEY_STEP = 20;

  /** Told apart by those who see few colours, too; behind them they repeat with dashes. */
  static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333");

  private static final List<String> DASHES = List.of("", "6 3", "2 3", "8 3 2 3");

  /** At least one series. */
  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("a chart has at least one series");
    }
  }

  /** The figure. */
  public String toSvg() {
    Axis across = axis(x, Series.Point::x);
    Axis up = axis(y, Series.Point::y);
    SvgText svg = new SvgText(WIDTH, HEIGHT, title);
    svg.label(LEFT, TOP - 18.0, "start", 15, title);
    for (double tick : across.ticks()) {
      double at = horizontal(across, tick);
      svg.line(at, TOP, at, BOTTOM, GRID);
      svg.label(at, BOTTOM + 17.0, "middle", 12, across.text(tick));
    }
    for (double tick : up.ticks()) {
      double at = vertical(up, tick);
      svg.line(LEFT, at, RIGHT, at, GRID);
      svg.label(LEFT - 7.0, at + 4, "end", 12, up.text(tick));
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, FRAME);
    svg.line(LEFT, TOP, LEFT, BOTTOM, FRAME);
    svg.label((LEFT + RIGHT) / 2.0, BOTTOM + 38.0, "middle", 13, across.label());
    svg.upright(18, (TOP + BOTTOM) / 2.0, 13, up.label());
    for (int i = 0; i < series.size(); i++) {
      draw(svg, across, up, i);
    }
    return svg.finished();
  }

  private void draw(SvgText svg, Axis across, Axis up, int index) {
    Series one = series.get(index);
    int style = one.style() < 0 ? index : one.style();
    String colour = COLOURS.get(style % COLOURS.size());
    String dashes = DASHES.get(style / COLOURS.size() % DASHES.size());
    double[] points = new double[2 * one.points().size()];
    for (int i = 0; i < one.points().size(); i++) {
      points[2 * i] = horizontal(across, one.points().get(i).x());
      points[2 * i + 1] = vertical(up, one.points().get(i).y());
      svg.dot(points[2 * i], points[2 * i + 1], colour);
    }
    svg.path(points, colour, dashes);
    double at = TOP + 8.0 + KEY_STEP * index;
    svg.path(new double[] {RIGHT + 14.0, at, RIGHT + 40.0, at}, colour, dashes);
    svg.label(RIGHT + 46.0, at + 4, "start", 12, one.name());
  }

  private Axis axis(AxisLabel label, ToDoubleFunction<Series.Point> of) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (Series.Point point : one.points()) {
        least = Math.min(least, of.applyAsDouble(point));
        most = Math.max(most, of.applyAsDouble(point));
      }
    }
    return Axis.around(label, least, most);
  }

  private static double horizontal(Axis axis, double value) {
    return LEFT + axis.position(value) * (RIGHT - LEFT);
  }

  private static double vertical(Axis axis, double value) {
    return BOTTOM - axis.position(value) * (BOTTOM - TOP);
  }
}
