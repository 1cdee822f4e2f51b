package org.autoprivacy.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name what the key calls them
 * @param points in the order in which they are joined
 * @param style colour, and kind of line by what is beyond {@value #COLOURS}; negative: by the place
 *     among the series
 */
public record Series(String name, List<Point> points, int style) {

  /** How many colours there are before the kind of line changes. */
  public static final int COLOURS = 7;

  /** With the style of its place. */
  public Series(String name, List<Point> points) {
    this(name, points, -1);
  }

  /** A point in the units of the axes. */
  public record Point(double x, double y) {

    /** Both are finite numbers. */
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a point has finite coordinates, got " + x + ", " + y);
      }
    }
  }

  /** At least one point. */
  public Series {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("series " + name + " has no points");
    }
  }
}
