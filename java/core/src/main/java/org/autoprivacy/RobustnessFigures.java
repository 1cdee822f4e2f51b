package org.autoprivacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.autoprivacy.RobustnessStudy.Question;
import org.autoprivacy.chart.AxisLabel;
import org.autoprivacy.chart.BarChart;
import org.autoprivacy.chart.LineChart;
import org.autoprivacy.chart.Series;
import org.autoprivacy.study.DataTable;

/** Figures of robustness studies. */
final class RobustnessFigures {

  private RobustnessFigures() {}

  /** The figures of a question by name, as SVG, of its tables. */
  static Map<String, String> of(Question question, Map<String, DataTable> tables) {
    Map<String, String> figures = new LinkedHashMap<>();
    DataTable table = tables.get(question.token());
    if (table == null) {
      return figures;
    }
    switch (question) {
      case ERROR_RATE ->
          figures.put(
              question.token(),
              lines(table, "Accuracy against the error rate", "error rate, 2^-x", ""));
      case ERROR_MAGNITUDE -> {
        figures.put(
            "accumulator",
            lines(
                table,
                "Accuracy against the size of errors",
                "log2 of the deviation, in units of the accumulator",
                "accumulator"));
        figures.put(
            "step",
            lines(
                table,
                "Accuracy against the size of errors",
                "log2 of the deviation, in steps of the next tensor",
                "step"));
      }
      case FINE_TUNING -> {}
      case LAYER_SENSITIVITY -> {
        for (String column : table.columns().subList(3, table.columns().size())) {
          List<BarChart.Bar> bars = new ArrayList<>();
          int at = table.columns().indexOf(column);
          for (List<String> row : table.rows()) {
            bars.add(
                new BarChart.Bar(
                    row.getFirst() + " " + row.get(1), Double.parseDouble(row.get(at))));
          }
          figures.put(
              column.replaceAll("[^a-z0-9]+", "-"),
              new BarChart("One layer alone: " + column, "points of top-1 lost", bars).toSvg());
        }
      }
    }
    return figures;
  }

  /** A line for each value of the first column, or for one of them. */
  private static String lines(DataTable table, String title, String x, String only) {
    Map<String, List<Series.Point>> points = new LinkedHashMap<>();
    for (List<String> row : table.rows()) {
      if (only.isEmpty() || row.getFirst().equals(only)) {
        points
            .computeIfAbsent(row.getFirst(), key -> new ArrayList<>())
            .add(new Series.Point(Double.parseDouble(row.get(1)), Double.parseDouble(row.get(2))));
      }
    }
    List<Series> series = new ArrayList<>();
    points.forEach((name, all) -> series.add(new Series(name, all)));
    return new LineChart(title, AxisLabel.linear(x), AxisLabel.linear("top-1 in percent"), series)
        .toSvg();
  }
}
