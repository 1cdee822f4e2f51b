package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.autoprivacy.chart.BarChart;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;

/**
 * What one bit of decryption error rate is worth next to packing, encryption, flooding and the
 * quantisation of q to limbs: each is changed alone, from slots as DELPHI has them at 2^-40.
 */
final class BitWorthStudy implements Study {

  private static final int STRICT = 40;
  private static final int LOOSE = 5;
  private static final int HIDING_BITS = 40;
  private static final double PRIME_BITS = 60;

  /** One thing that is changed. */
  private record Change(String name, UnaryOperator<LayerRequest> of) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change("error rate 2^-39", r -> r.withErrorRate(rate(STRICT - 1))),
          new Change("error rate 2^-15", r -> r.withErrorRate(rate(15))),
          new Change("error rate 2^-5", r -> r.withErrorRate(rate(LOOSE))),
          new Change("symmetric encryption", r -> r.withEncryption(Encryption.SYMMETRIC)),
          new Change("packing slots-sci", r -> r.withPacking(Packing.SLOTS_SCI)),
          new Change(
              "packing coefficients-cheetah", r -> r.withPacking(Packing.COEFFICIENTS_CHEETAH)),
          new Change("primes fill their width", r -> r.withFit(LayerRequest.ModulusFit.FILLED)),
          new Change("t one bit wider", r -> r.withPlainBits(r.plainBits() + 1)),
          new Change(
              "normal flooding of 40 bits", r -> r.withPrivacy(Privacy.statistical(HIDING_BITS))),
          new Change(
              "uniform flooding of 40 bits", r -> r.withPrivacy(Privacy.uniform(HIDING_BITS))),
          new Change(
              "divide and round by 40 bits",
              r -> r.withPrivacy(Privacy.divideAndRound(HIDING_BITS))),
          new Change(
              "normal flooding and 2^-5",
              r -> r.withPrivacy(Privacy.statistical(HIDING_BITS)).withErrorRate(rate(LOOSE))),
          new Change(
              "uniform flooding and 2^-5",
              r -> r.withPrivacy(Privacy.uniform(HIDING_BITS)).withErrorRate(rate(LOOSE))));

  @Override
  public String name() {
    return "bit-worth";
  }

  @Override
  public String question() {
    return "What a bit of error rate is worth next to packing, encryption, flooding and limbs.";
  }

  @Override
  public SequencedMap<String, DataTable> measure(StudyInputs inputs) {
    ParameterGenerator generator = ParameterGenerator.of(inputs.profile());
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    DataTable.Builder room =
        new DataTable.Builder(
            "network",
            "packing",
            "rates of a",
            "layers",
            "free bits of q mean",
            "free bits of q least",
            "layers that 2^-5 makes cheaper",
            "latency at 2^-5 / at 2^-40",
            "bytes at 2^-5 / at 2^-40");
    for (String network : NetworkLayers.PAPER) {
      inputs.progress().accept(network);
      tables.put(network, changes(generator, network));
      room(room, generator, network, Packing.SLOTS_DELPHI, ErrorRate.Of.COEFFICIENT);
      room(room, generator, network, Packing.SLOTS_DELPHI, ErrorRate.Of.CIPHERTEXT);
      room(room, generator, network, Packing.COEFFICIENTS_CHEETAH, ErrorRate.Of.COEFFICIENT);
    }
    tables.put("limbs", room.table());
    return tables;
  }

  private static ErrorRate rate(int exponent) {
    return new ErrorRate(-exponent, ErrorRate.Of.COEFFICIENT);
  }

  private static DataTable changes(ParameterGenerator generator, String network) {
    List<LayerRequest> base =
        NetworkLayers.of(network, Packing.SLOTS_DELPHI, rate(STRICT)).stream()
            .map(r -> r.withEncryption(Encryption.PUBLIC))
            .toList();
    List<LayerChoice> before = base.stream().map(generator::generate).toList();
    DataTable.Builder table =
        new DataTable.Builder(
            "change",
            "log q",
            "bits of q saved",
            "bits of qP saved",
            "latency ms",
            "latency / base",
            "MB",
            "bytes / base",
            "layers with other n or limbs");
    table.row(row("none: slots-delphi; public key; 2^-40", before, before));
    for (Change change : CHANGES) {
      table.row(
          row(change.name, before, base.stream().map(change.of).map(generator::generate).toList()));
    }
    return table.table();
  }

  private static Object[] row(String name, List<LayerChoice> before, List<LayerChoice> after) {
    LayerCost old = ParameterGenerator.total(before);
    LayerCost now = ParameterGenerator.total(after);
    double logQ = Spread.mean(after, layer -> layer.parameters().logQ());
    int moved = 0;
    for (int i = 0; i < before.size(); i++) {
      moved += sameWork(before.get(i), after.get(i)) ? 0 : 1;
    }
    return new Object[] {
      name,
      logQ,
      Spread.mean(before, layer -> layer.parameters().logQ()) - logQ,
      Spread.mean(before, layer -> layer.parameters().logQP())
          - Spread.mean(after, layer -> layer.parameters().logQP()),
      now.latencyNanos() / 1e6,
      now.latencyNanos() / old.latencyNanos(),
      now.bytes() / 1e6,
      (double) now.bytes() / old.bytes(),
      "%d of %d".formatted(moved, before.size())
    };
  }

  private static boolean sameWork(LayerChoice one, LayerChoice other) {
    LayerParameters a = one.parameters();
    LayerParameters b = other.parameters();
    return a.polyDegree() == b.polyDegree()
        && a.limbs() == b.limbs()
        && a.instances() == b.instances();
  }

  /**
   * How far q is from what its limbs hold at no cost: what the quantisation to limbs gives away.
   */
  private static void room(
      DataTable.Builder table,
      ParameterGenerator generator,
      String network,
      Packing packing,
      ErrorRate.Of of) {
    List<LayerRequest> requests = NetworkLayers.of(network, packing, new ErrorRate(-STRICT, of));
    List<LayerChoice> strict = requests.stream().map(generator::generate).toList();
    List<LayerChoice> loose = new ArrayList<>();
    int cheaper = 0;
    for (int i = 0; i < requests.size(); i++) {
      loose.add(generator.generate(requests.get(i).withErrorRate(new ErrorRate(-LOOSE, of))));
      cheaper += sameWork(strict.get(i), loose.get(i)) ? 0 : 1;
    }
    LayerCost old = ParameterGenerator.total(strict);
    LayerCost now = ParameterGenerator.total(loose);
    table.row(
        network,
        packing.token(),
        of.token(),
        strict.size(),
        Spread.mean(strict, BitWorthStudy::free),
        strict.stream().mapToDouble(BitWorthStudy::free).min().orElseThrow(),
        cheaper,
        now.latencyNanos() / old.latencyNanos(),
        (double) now.bytes() / old.bytes());
  }

  /** Bits that q may grow by before another limb or degree is needed. */
  private static double free(LayerChoice choice) {
    LayerParameters parameters = choice.parameters();
    double limit = choice.request().level().maxLogQ(parameters.polyDegree());
    double secure = limit - parameters.logQP();
    double whole = PRIME_BITS * parameters.limbs() - parameters.logQ();
    return Math.min(secure, whole);
  }

  @Override
  public Map<String, String> figures(Map<String, DataTable> tables) {
    Map<String, String> figures = new LinkedHashMap<>();
    tables.forEach((network, table) -> {
      if (table.columns().getFirst().equals("change")) {
        figures.put(
            network + "-bits",
            bars(network + ": bits of q saved", "bits of q saved", table, "bits of q saved", 1));
        figures.put(
            network + "-latency",
            bars(
                network + ": latency saved",
                "latency saved, per cent",
                table,
                "latency / base",
                -100));
      }
    });
    return figures;
  }

  /** A bar for each change; ratios become per cent saved. */
  private static String bars(
      String title, String label, DataTable table, String column, double scale) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int row = 1; row < table.rows().size(); row++) {
      double value = table.number(row, column) - (scale < 0 ? 1 : 0);
      bars.add(new BarChart.Bar(table.cell(row, "change"), scale * value));
    }
    return new BarChart(title, label, bars).toSvg();
  }
}
