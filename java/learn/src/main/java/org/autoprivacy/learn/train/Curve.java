package org.autoprivacy.learn.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoprivacy.chart.AxisLabel;
import org.autoprivacy.chart.LineChart;
import org.autoprivacy.chart.Series;
import org.autoprivacy.json.JsonFiles;
import org.jspecify.annotations.Nullable;

/** How a training went: a line of CSV for each epoch, and a figure of both accuracies. */
final class Curve {

  private static final String HEADER = "epoch,phase,rate,loss,train_top1,test_top1,seconds\n";
  private static final int COLUMNS = 7;
  private static final int TRAIN_TOP1 = 4;
  private static final int TEST_TOP1 = 5;

  private final StringBuilder lines = new StringBuilder(HEADER);

  /** The curve of a checkpoint, to go on with. */
  static Curve of(String csv) {
    Curve curve = new Curve();
    curve.lines.setLength(0);
    curve.lines.append(csv);
    curve.points(TEST_TOP1);
    return curve;
  }

  void add(EpochReport report) {
    lines.append(
        String.format(
            Locale.ROOT,
            "%d,%s,%.6f,%.5f,%.5f,%.5f,%.1f\n",
            report.epoch(),
            report.quantized() ? "integer" : "float",
            report.rate(),
            report.loss(),
            report.trainTop1(),
            report.testTop1(),
            report.seconds()));
  }

  String csv() {
    return lines.toString();
  }

  /** Writes the lines and the figure, each whole or not at all. */
  void write(Path csv, Path plot, String network) throws IOException {
    JsonFiles.write(csv, csv().getBytes(StandardCharsets.UTF_8));
    JsonFiles.write(plot, svg(network).getBytes(StandardCharsets.UTF_8));
  }

  /** Top-1 in percent after each epoch, on moved training images and on the test set. */
  String svg(String network) {
    return new LineChart(
            "Training " + network,
            AxisLabel.linear("epoch"),
            AxisLabel.linear("top-1 in percent"),
            List.of(
                new Series("training images, moved", points(TRAIN_TOP1)),
                new Series("test images", points(TEST_TOP1))))
        .toSvg();
  }

  private List<Series.Point> points(int column) {
    List<Series.Point> points = new ArrayList<>();
    for (String line : csv().lines().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      if (fields.length != COLUMNS) {
        throw damaged(line, null);
      }
      try {
        points.add(
            new Series.Point(
                Integer.parseInt(fields[0]), 100 * Double.parseDouble(fields[column])));
      } catch (IllegalArgumentException e) {
        throw damaged(line, e);
      }
    }
    return points;
  }

  private static IllegalArgumentException damaged(
      String line, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "the checkpoint's curve has a damaged line \"%s\": train without --resume".formatted(line),
        cause);
  }
}
