package org.autoprivacy;

import static org.autoprivacy.RobustnessMeasurement.columns;
import static org.autoprivacy.RobustnessMeasurement.rate;
import static org.autoprivacy.RobustnessMeasurement.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.autoprivacy.accuracy.ErrorHalf;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.PolicyErrors;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.network.Network;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.study.DataTable;

/** Accuracy against the rate of errors, in each error model. */
final class RobustnessByRate {

  /** Rates 2^-x at which the paper's fine-tuning is tried. */
  private static final List<Integer> TUNED_EXPONENTS = List.of(3, 5, 7, 10);

  private static final int MOST_EXPONENT = 20;
  private static final int LEAST_EXPONENT = 3;

  private final RobustnessMeasurement accuracy;
  private final RobustnessStudy.Failing failing;

  RobustnessByRate(RobustnessMeasurement accuracy, RobustnessStudy.Failing failing) {
    this.accuracy = accuracy;
    this.failing = failing;
  }

  SequencedMap<String, DataTable> measure() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> summary = new ArrayList<>();
    for (ErrorModelKind model : ErrorModelKind.values()) {
      int harmless = MOST_EXPONENT + 1;
      for (int exponent = MOST_EXPONENT; exponent >= LEAST_EXPONENT; exponent--) {
        ErrorRate rate = rate(model, exponent);
        accuracy.tell(model.token() + " at " + rate);
        RobustnessMeasurement.Summary found = accuracy.policy(model, failing.at(model, rate));
        if (found.loss() <= RobustnessMeasurement.LIMIT && harmless == exponent + 1) {
          harmless = exponent;
        }
        rows.add(row(List.of(model.token(), String.valueOf(exponent)), found.cells()));
      }
      summary.add(
          List.of(
              model.token(),
              rate(model, 1).of().token(),
              harmless > MOST_EXPONENT ? "none" : "2^-" + harmless));
    }
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put(
        "summary",
        new DataTable(
            List.of("error model", "rate of a", "largest rate that loses at most 0.5 points"),
            summary));
    tables.put("error-rate", new DataTable(columns("error model", "rate 2^-"), rows));
    return tables;
  }

  /** The same at some rates after an epoch under these errors. */
  DataTable tuned(Tuning how) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (ErrorModelKind model : ErrorModelKind.values()) {
      for (int exponent : TUNED_EXPONENTS) {
        ErrorRate rate = rate(model, exponent);
        accuracy.tell("fine-tuning under " + model.token() + " at " + rate);
        List<LayerCandidate> policy = failing.at(model, rate);
        Network network = accuracy.network();
        RobustnessMeasurement tuned =
            accuracy.with(
                how.tune(
                    network,
                    accuracy.allClasses(),
                    new PolicyErrors(network, policy, model, ErrorHalf.TRAINING)
                        .inSeries(RobustnessStudy.TUNING_SERIES, 0)));
        rows.add(
            accuracy.tunedRow(
                List.of(model.token(), String.valueOf(exponent)),
                accuracy.policy(model, policy),
                tuned.policy(model, policy),
                tuned));
      }
    }
    return new DataTable(RobustnessMeasurement.tunedColumns("error model", "rate 2^-"), rows);
  }
}
