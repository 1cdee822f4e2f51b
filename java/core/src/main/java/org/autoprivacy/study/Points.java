package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.chart.Series;

/** Series out of tables. */
final class Points {

  private Points() {}

  /** Two columns against each other, of the rows where a third has a value. */
  static Series where(
      DataTable table, String column, String value, String x, String y, String name) {
    List<Series.Point> points = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.cell(row, column).equals(value)) {
        points.add(new Series.Point(table.number(row, x), table.number(row, y)));
      }
    }
    return new Series(name, points);
  }
}
