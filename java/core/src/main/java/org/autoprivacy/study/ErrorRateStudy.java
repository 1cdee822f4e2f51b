package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.autoprivacy.chart.AxisLabel;
import org.autoprivacy.chart.LineChart;
import org.autoprivacy.chart.Series;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NetworkChoice;
import org.autoprivacy.generator.NetworkPolicies;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;

/**
 * The paper's figure 4(c,d): log q against the tolerated error rate of a coefficient, for one set
 * by the worst case, one set by the average case, and parameters for each layer.
 */
final class ErrorRateStudy implements Study {

  private static final int LEAST = 5;
  private static final int MOST = 40;

  /** The smallest rate that the paper considers. */
  private static final int PAPER_LEAST = 15;

  /** Columns that are drawn, after the first. */
  private static final int SERIES = 6;

  private static final String WORST = "one set; worst case";
  private static final String AVERAGE = "one set; average case";
  private static final String SLOTS = "per layer; slots-delphi";
  private static final String COEFFICIENTS = "per layer; coefficients";

  @Override
  public String name() {
    return "error-rate";
  }

  @Override
  public String question() {
    return "How log q depends on the tolerated error rate of a network: figure 4(c and d).";
  }

  @Override
  public SequencedMap<String, DataTable> measure(StudyInputs inputs) {
    ParameterGenerator generator = ParameterGenerator.of(inputs.profile());
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    for (String network : NetworkLayers.PAPER) {
      inputs.progress().accept(network);
      tables.put(network, table(generator, network));
    }
    tables.putFirst("summary", summary(tables));
    return tables;
  }

  /** What each rate saves in bits of q, and whether in time. */
  private static DataTable summary(Map<String, DataTable> tables) {
    DataTable.Builder summary =
        new DataTable.Builder(
            "network",
            "policy",
            "log q at 2^-40",
            "at 2^-15",
            "at 2^-5",
            "latency at 2^-15 / at 2^-40",
            "latency at 2^-5 / at 2^-40");
    tables.forEach((network, table) -> {
      for (String column : table.columns().subList(1, SERIES + 1)) {
        String times =
            column.startsWith("one set")
                ? ""
                : column.startsWith(SLOTS) ? "slots ms" : "coefficients ms";
        summary.row(
            network,
            column,
            at(table, MOST, column),
            at(table, PAPER_LEAST, column),
            at(table, LEAST, column),
            ratio(table, PAPER_LEAST, times),
            ratio(table, LEAST, times));
      }
    });
    return summary.table();
  }

  private static Object ratio(DataTable table, int exponent, String times) {
    return times.isEmpty() ? "" : (Object) (at(table, exponent, times) / at(table, MOST, times));
  }

  private static double at(DataTable table, int exponent, String column) {
    return table.number(exponent - LEAST, column);
  }

  private static DataTable table(ParameterGenerator generator, String network) {
    ErrorRate strict = rate(MOST);
    List<LayerRequest> slots = NetworkLayers.of(network, Packing.SLOTS_DELPHI, strict);
    List<LayerRequest> coefficients =
        NetworkLayers.of(network, Packing.COEFFICIENTS_CHEETAH, strict);
    NetworkPolicies policies = new NetworkPolicies(generator);
    LayerParameters delphi = one(policies.delphi(slots, NetworkChoice.Variant.HONEST));
    LayerParameters darl = one(policies.darl(slots, NetworkChoice.Variant.HONEST));
    double worst = NetworkPolicies.worstCaseLogQ(slots, delphi.polyDegree(), delphi.logT());
    DataTable.Builder table =
        new DataTable.Builder(
            "rate 2^-",
            WORST,
            AVERAGE,
            SLOTS + " largest",
            SLOTS + " mean",
            COEFFICIENTS + " largest",
            COEFFICIENTS + " mean",
            "slots limbs",
            "slots ms",
            "coefficients ms");
    for (int exponent = LEAST; exponent <= MOST; exponent++) {
      ErrorRate rate = rate(exponent);
      List<LayerRequest> asked = slots.stream().map(r -> r.withErrorRate(rate)).toList();
      List<LayerChoice> ours = policies.fixed(slots, rate).layers();
      List<LayerChoice> cheetah = policies.fixed(coefficients, rate).layers();
      table.row(
          exponent,
          worst,
          NetworkPolicies.averageCaseLogQ(asked, darl.polyDegree(), darl.logT()),
          largest(ours),
          Spread.mean(ours, layer -> layer.parameters().logQ()),
          largest(cheetah),
          Spread.mean(cheetah, layer -> layer.parameters().logQ()),
          Spread.mean(ours, layer -> layer.parameters().limbs()),
          ParameterGenerator.total(ours).latencyNanos() / 1e6,
          ParameterGenerator.total(cheetah).latencyNanos() / 1e6);
    }
    return table.table();
  }

  private static ErrorRate rate(int exponent) {
    return new ErrorRate(-exponent, ErrorRate.Of.COEFFICIENT);
  }

  private static LayerParameters one(NetworkChoice choice) {
    return choice.layers().getFirst().parameters();
  }

  private static double largest(List<LayerChoice> layers) {
    return layers.stream().mapToDouble(layer -> layer.parameters().logQ()).max().orElseThrow();
  }

  @Override
  public Map<String, String> figures(Map<String, DataTable> tables) {
    Map<String, String> figures = new LinkedHashMap<>();
    tables.forEach((network, table) -> {
      if (!table.columns().getFirst().equals("rate 2^-")) {
        return;
      }
      List<Series> series = new ArrayList<>();
      for (String column : table.columns().subList(1, SERIES + 1)) {
        List<Series.Point> points = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
          points.add(new Series.Point(table.number(row, "rate 2^-"), table.number(row, column)));
        }
        series.add(new Series(column, points));
      }
      figures.put(
          network,
          new LineChart(
                  network + ": log q against the error rate",
                  AxisLabel.linear("error rate of a coefficient, 2^-x"),
                  AxisLabel.linear("log q"),
                  series)
              .toSvg());
    });
    return figures;
  }
}
