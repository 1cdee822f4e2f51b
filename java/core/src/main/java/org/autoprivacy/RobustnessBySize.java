package org.autoprivacy;

import static org.autoprivacy.RobustnessMeasurement.columns;
import static org.autoprivacy.RobustnessMeasurement.row;
import static org.autoprivacy.RobustnessMeasurement.shown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.autoprivacy.accuracy.GaussianErrors;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.study.DataTable;
import org.jspecify.annotations.Nullable;

/** Accuracy against the size of errors on every value. */
final class RobustnessBySize {

  /** The rate 2^-x that parameters without errors are chosen for. */
  private static final int NEVER = 40;

  private static final int LEAST_STEP = -4;
  private static final int MOST_STEP = 7;
  private static final int TUNED_SIZES = 3;

  private final RobustnessMeasurement accuracy;
  private final @Nullable Tuning tuning;

  RobustnessBySize(RobustnessMeasurement accuracy, @Nullable Tuning tuning) {
    this.accuracy = accuracy;
    this.tuning = tuning;
  }

  SequencedMap<String, DataTable> measure() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (int bits = 0; bits < Integer.SIZE - 1; bits++) {
      accuracy.tell("errors of deviation 2^" + bits);
      double[] deviations = new double[accuracy.network().layerCount()];
      Arrays.fill(deviations, Math.scalb(1.0, bits));
      RobustnessMeasurement.Summary found = accuracy.gaussian(deviations);
      if (found.loss() <= RobustnessMeasurement.LIMIT && (free == bits - 1 || bits == 0)) {
        free = bits;
      }
      rows.add(row(List.of("accumulator", String.valueOf(bits)), found.cells()));
      if (found.mean() < 200.0 / accuracy.classes()) {
        break;
      }
    }
    for (int bits = LEAST_STEP; bits <= MOST_STEP; bits++) {
      accuracy.tell("errors of deviation 2^" + bits + " steps");
      double[] deviations = new double[accuracy.network().layerCount()];
      for (int layer = 0; layer < deviations.length; layer++) {
        deviations[layer] = accuracy.step(layer) * Math.scalb(1.0, bits);
      }
      rows.add(row(List.of("step", String.valueOf(bits)), accuracy.gaussian(deviations).cells()));
    }
    double exact = Math.log(0.5 / NormalTail.quantile(-NEVER)) / Math.log(2);
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put(
        "summary",
        new DataTable(
            List.of(
                "network",
                "top-1 without errors",
                "largest log2 deviation that loses at most 0.5 points",
                "log2 deviation of a rate of 2^-40",
                "bits of q that are free"),
            List.of(
                List.of(
                    accuracy.network().name(),
                    shown(accuracy.clean()),
                    Double.isInfinite(free) ? "none" : shown(free),
                    shown(exact),
                    Double.isInfinite(free) ? "none" : shown(free - exact)))));
    tables.put("error-magnitude", new DataTable(columns("in units of", "log2 deviation"), rows));
    if (tuning != null) {
      tables.put("fine-tuned", tuned(tuning, (int) Math.max(0, free + 1)));
    }
    return tables;
  }

  private DataTable tuned(Tuning how, int from) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int bits = from; bits < from + TUNED_SIZES; bits++) {
      accuracy.tell("fine-tuning under errors of deviation 2^" + bits);
      double[] deviations = new double[accuracy.network().layerCount()];
      Arrays.fill(deviations, Math.scalb(1.0, bits));
      RobustnessMeasurement tuned =
          accuracy.with(
              how.tune(
                  accuracy.network(),
                  accuracy.allClasses(),
                  new GaussianErrors(deviations, RobustnessStudy.TUNING_SERIES)));
      rows.add(
          accuracy.tunedRow(
              List.of(String.valueOf(bits)),
              accuracy.gaussian(deviations),
              tuned.gaussian(deviations),
              tuned));
    }
    return new DataTable(RobustnessMeasurement.tunedColumns("log2 deviation"), rows);
  }
}
