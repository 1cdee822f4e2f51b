package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.autoprivacy.chart.AxisLabel;
import org.autoprivacy.chart.LineChart;
import org.autoprivacy.chart.Series;
import org.autoprivacy.cost.Operation;
import org.autoprivacy.cost.ProfileEntry;
import org.autoprivacy.cost.ProfileGroup;
import org.autoprivacy.cost.SideBySide;

/**
 * The paper's figure 3: the latency of a product over n and q, relative to that at (2^11, 120
 * bits), on every engine there is, side by side.
 */
final class ProductLatencyStudy implements Study {

  private static final int PRIME_BITS = 60;
  private static final int BASE_LOG_N = 11;
  private static final int BASE_LOG_Q = 120;
  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final long GROUP_NANOS = 8_000_000_000L;

  /** With transforms, as on operands in coefficient form, and without. */
  private static final List<Operation> PRODUCTS =
      List.of(Operation.MULTIPLY_PLAIN_COEFF, Operation.MULTIPLY_PLAIN_NTT);

  private final int[] logDegrees;
  private final int[] limbCounts;
  private final long groupNanos;

  ProductLatencyStudy() {
    this(new int[] {11, 12, 13, 14}, new int[] {1, 2, 3, 4}, GROUP_NANOS);
  }

  /**
   * Of other settings.
   *
   * @param groupNanos after this time at a setting, no further round begins
   */
  ProductLatencyStudy(int[] logDegrees, int[] limbCounts, long groupNanos) {
    this.logDegrees = logDegrees.clone();
    this.limbCounts = limbCounts.clone();
    this.groupNanos = groupNanos;
  }

  @Override
  public String name() {
    return "product-latency";
  }

  @Override
  public String question() {
    return "The latency of a product over n and q: figure 3.";
  }

  @Override
  public SequencedMap<String, DataTable> measure(StudyInputs inputs) {
    if (inputs.engines().isEmpty()) {
      throw new IllegalArgumentException("no engine is there to be measured");
    }
    DataTable.Builder table =
        new DataTable.Builder(
            "operation",
            "engine",
            "log n",
            "log q",
            "microseconds",
            "spread",
            "relative to 11-120");
    warmUp(inputs);
    List<ProfileEntry> entries = new ArrayList<>();
    List<String> engines = new ArrayList<>();
    for (int logN : logDegrees) {
      for (int limbs : limbCounts) {
        ProfileGroup group = new ProfileGroup(1 << logN, limbs, PRIME_BITS, false);
        inputs.progress().accept(group.toString());
        Map<String, List<ProfileEntry>> measured =
            SideBySide.time(inputs.engines(), group, Set.copyOf(PRODUCTS), groupNanos);
        measured.forEach((engine, some) -> {
          for (ProfileEntry entry : some) {
            entries.add(entry);
            engines.add(engine);
          }
        });
      }
    }
    for (Operation operation : PRODUCTS) {
      for (String engine : engines.stream().distinct().toList()) {
        double base = nanos(entries, engines, operation, engine, BASE_LOG_N, BASE_LOG_Q);
        for (int i = 0; i < entries.size(); i++) {
          ProfileEntry entry = entries.get(i);
          if (entry.operation() == operation && engines.get(i).equals(engine)) {
            table.row(
                operation.token(),
                engine,
                Integer.numberOfTrailingZeros(entry.polyDegree()),
                entry.limbs() * PRIME_BITS,
                entry.medianNanos() / 1e3,
                entry.spread(),
                entry.medianNanos() / base);
          }
        }
      }
    }
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put("products", table.table());
    tables.put("steps", steps(tables.get("products")));
    return tables;
  }

  /** Compiles what all settings share, so that the first one is as fast as the others. */
  private void warmUp(StudyInputs inputs) {
    inputs.progress().accept("warming up");
    for (int logN : logDegrees) {
      for (int limbs : limbCounts) {
        ProfileGroup group = new ProfileGroup(1 << logN, limbs, PRIME_BITS, false);
        SideBySide.time(
            inputs.engines(), group, Set.copyOf(PRODUCTS), Math.min(groupNanos, WARM_UP_NANOS));
      }
    }
  }

  private static double nanos(
      List<ProfileEntry> entries,
      List<String> engines,
      Operation operation,
      String engine,
      int logN,
      int logQ) {
    for (int i = 0; i < entries.size(); i++) {
      ProfileEntry entry = entries.get(i);
      if (entry.operation() == operation
          && engines.get(i).equals(engine)
          && entry.polyDegree() == 1 << logN
          && entry.limbs() * PRIME_BITS == logQ) {
        return entry.medianNanos();
      }
    }
    throw new AssertionError("every setting was measured");
  }

  /** What the paper's step costs: twice n and one and a half times log q. */
  private static DataTable steps(DataTable products) {
    DataTable.Builder table =
        new DataTable.Builder("operation", "engine", "from", "to", "latency ratio", "paper");
    for (int row = 0; row < products.rows().size(); row++) {
      for (int other = 0; other < products.rows().size(); other++) {
        boolean same =
            products.cell(row, "operation").equals(products.cell(other, "operation"))
                && products.cell(row, "engine").equals(products.cell(other, "engine"));
        double n = products.number(other, "log n") - products.number(row, "log n");
        double q = products.number(other, "log q") / products.number(row, "log q");
        if (same && n == 1 && q == 1.5) {
          table.row(
              products.cell(row, "operation"),
              products.cell(row, "engine"),
              products.cell(row, "log n") + "-" + products.cell(row, "log q"),
              products.cell(other, "log n") + "-" + products.cell(other, "log q"),
              products.number(other, "microseconds") / products.number(row, "microseconds"),
              3.2);
        }
      }
    }
    return table.table();
  }

  @Override
  public Map<String, String> figures(Map<String, DataTable> tables) {
    DataTable table = tables.get("products");
    if (table == null) {
      throw new IllegalArgumentException("there is no table products");
    }
    Map<String, String> figures = new LinkedHashMap<>();
    for (String operation : table.column("operation").stream().distinct().toList()) {
      List<Series> series = new ArrayList<>();
      List<String> engines = table.column("engine").stream().distinct().toList();
      List<String> degrees = table.column("log n").stream().distinct().toList();
      for (String engine : engines) {
        for (String logN : degrees) {
          int style = degrees.indexOf(logN) + Series.COLOURS * engines.indexOf(engine);
          series.add(line(table, operation, engine, logN, style));
        }
      }
      figures.put(
          operation,
          new LineChart(
                  operation + ", relative to log n = 11, log q = 120",
                  AxisLabel.linear("log q"),
                  AxisLabel.logarithmic("latency relative to 11-120 of the same engine"),
                  series)
              .toSvg());
    }
    return figures;
  }

  private static Series line(
      DataTable table, String operation, String engine, String logN, int style) {
    List<Series.Point> points = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.cell(row, "operation").equals(operation)
          && table.cell(row, "engine").equals(engine)
          && table.cell(row, "log n").equals(logN)) {
        points.add(
            new Series.Point(table.number(row, "log q"), table.number(row, "relative to 11-120")));
      }
    }
    return new Series("%s, log n = %s".formatted(engine, logN), points, style);
  }
}
