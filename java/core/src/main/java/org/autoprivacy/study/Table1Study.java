package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NetworkChoice;
import org.autoprivacy.generator.NetworkPolicies;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.BatchingLimit;
import org.autoprivacy.security.LatticeEstimator;
import org.autoprivacy.security.LweParameters;

/**
 * The paper's Table 1 made again: its rows as printed, what is left of them without the allowance
 * for flooding (4n, 3·log q), what the stated rules give there, and what the networks need.
 */
final class Table1Study implements Study {

  private static final double LEVEL = 128;
  private static final int LOG_N = 13;
  private static final ErrorRate STRICT = new ErrorRate(-40, ErrorRate.Of.COEFFICIENT);
  private static final ErrorRate LOOSE = new ErrorRate(-15, ErrorRate.Of.COEFFICIENT);

  /** A row of the paper's table. */
  private record Row(String policy, int logT, int logQ) {}

  private static final List<Row> ROWS =
      List.of(new Row("delphi", 22, 180), new Row("darl", 14, 165));

  @Override
  public String name() {
    return "table1";
  }

  @Override
  public String question() {
    return "The parameters of Table 1: as printed, by the rules that are said to give them, and honest.";
  }

  @Override
  public SequencedMap<String, DataTable> measure(StudyInputs inputs) {
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put("published", published());
    tables.put("rules", rules());
    tables.put("honest", honest(inputs));
    return tables;
  }

  private static DataTable published() {
    DataTable.Builder table =
        new DataTable.Builder(
            "policy",
            "reading",
            "log t",
            "log n",
            "log q",
            "t can batch",
            "security of q",
            "largest log q");
    for (Row row : ROWS) {
      table.row(reading(row, "as printed", LOG_N, row.logQ));
      table.row(reading(row, "without 4n and 3·log q", LOG_N - 2, row.logQ / 3));
    }
    return table.table();
  }

  private static Object[] reading(Row row, String reading, int logN, int logQ) {
    BatchingLimit limit = BatchingLimit.of(row.logT, 1 << logN);
    return new Object[] {
      row.policy,
      reading,
      row.logT,
      logN,
      logQ,
      limit.holds() ? "yes: " + limit.nearest() : "no; the nearest is " + limit.nearest(),
      LatticeEstimator.estimate(LweParameters.of(1 << logN, logQ)).securityBits(),
      LatticeEstimator.maxLogQ(1 << logN, LEVEL)
    };
  }

  /**
   * What the two rules give for the t of each row, at the degree before the allowance and at it.
   */
  private static DataTable rules() {
    DataTable.Builder table =
        new DataTable.Builder(
            "network",
            "log t",
            "log n",
            "log q worst case",
            "log q average 2^-40",
            "log q printed / 3",
            "log q printed");
    for (String network : NetworkLayers.PAPER) {
      List<LayerRequest> layers = NetworkLayers.of(network, Packing.SLOTS_DELPHI, STRICT);
      for (Row row : ROWS) {
        for (int logN : new int[] {LOG_N - 2, LOG_N}) {
          table.row(
              network,
              row.logT,
              logN,
              shown(NetworkPolicies.worstCaseLogQ(layers, 1 << logN, row.logT)),
              shown(NetworkPolicies.averageCaseLogQ(layers, 1 << logN, row.logT)),
              row.logQ / 3,
              row.logQ);
        }
      }
    }
    return table.table();
  }

  private static String shown(double logQ) {
    return Double.isFinite(logQ) ? String.format(Locale.ROOT, "%.1f", logQ) : "does not fit";
  }

  private static DataTable honest(StudyInputs inputs) {
    ParameterGenerator generator = ParameterGenerator.of(inputs.profile());
    NetworkPolicies policies = new NetworkPolicies(generator);
    DataTable.Builder table =
        new DataTable.Builder(
            "network",
            "policy",
            "log t",
            "log n",
            "log q",
            "log qP",
            "security",
            "worst rate per coefficient",
            "latency ms",
            "MB");
    for (String network : NetworkLayers.PAPER) {
      inputs.progress().accept(network);
      List<LayerRequest> slots = NetworkLayers.of(network, Packing.SLOTS_DELPHI, STRICT);
      List<LayerRequest> coefficients =
          NetworkLayers.of(network, Packing.COEFFICIENTS_CHEETAH, STRICT);
      List<NetworkChoice> choices = new ArrayList<>();
      choices.add(policies.delphi(slots, NetworkChoice.Variant.HONEST));
      choices.add(policies.darl(slots, NetworkChoice.Variant.HONEST));
      table.row(row(network, "delphi: one set; worst case", choices.get(0)));
      table.row(row(network, "darl: one set; average case at 2^-40", choices.get(1)));
      for (ErrorRate rate : List.of(STRICT, LOOSE)) {
        table.row(
            row(
                network,
                "per layer; slots-delphi at " + rate.token(),
                policies.fixed(slots, rate)));
        table.row(
            row(
                network,
                "per layer; coefficients at " + rate.token(),
                policies.fixed(coefficients, rate)));
      }
    }
    return table.table();
  }

  private static Object[] row(String network, String policy, NetworkChoice choice) {
    List<LayerChoice> layers = choice.layers();
    return new Object[] {
      network,
      policy,
      Spread.of(layers, layer -> layer.parameters().logT()),
      Spread.of(layers, layer -> Math.log(layer.parameters().polyDegree()) / Math.log(2)),
      Spread.of(layers, layer -> layer.parameters().logQ()),
      Spread.of(layers, layer -> layer.parameters().logQP()),
      Spread.of(layers, LayerChoice::securityBits),
      String.format(
          Locale.ROOT,
          "2^%.0f",
          layers.stream()
              .mapToDouble(layer -> layer.coefficientErrorRate().log2())
              .max()
              .orElseThrow()),
      choice.total().latencyNanos() / 1e6,
      choice.total().bytes() / 1e6
    };
  }

  @Override
  public Map<String, String> figures(Map<String, DataTable> tables) {
    return Map.of();
  }
}
