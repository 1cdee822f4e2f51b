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
import org.autoprivacy.generator.NetworkPolicies;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;

/**
 * The paper's figure 4(a,b): n and q against the size of the kernel, and against the bits that
 * weights and activations are quantised to.
 */
final class EnvelopeStudy implements Study {

  private static final ErrorRate RATE = new ErrorRate(-40, ErrorRate.Of.COEFFICIENT);
  private static final int BITS = 8;
  private static final int[] KERNELS = {1, 3, 5, 7, 9, 11};
  private static final int[] QUANTISATIONS = {2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16};
  private static final int CHANNELS = 64;
  private static final int SIDE = 16;
  private static final int KERNEL = 3;
  private static final List<Packing> PACKINGS =
      List.of(Packing.SLOTS_DELPHI, Packing.SLOTS_SCI, Packing.COEFFICIENTS_CHEETAH);

  @Override
  public String name() {
    return "envelope";
  }

  @Override
  public String question() {
    return "Whether n and q depend on the kernel's size and on quantisation: figure 4(a and b).";
  }

  @Override
  public SequencedMap<String, DataTable> measure(StudyInputs inputs) {
    ParameterGenerator generator = ParameterGenerator.of(inputs.profile());
    DataTable.Builder kernels = columns("kernel");
    for (int kernel : KERNELS) {
      rows(kernels, generator, kernel, kernel, BITS);
    }
    DataTable.Builder bits = columns("bits");
    for (int width : QUANTISATIONS) {
      rows(bits, generator, width, KERNEL, width);
    }
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put("kernel", kernels.table());
    tables.put("quantisation", bits.table());
    return tables;
  }

  private static DataTable.Builder columns(String first) {
    return new DataTable.Builder(
        first,
        "packing",
        "log t",
        "log n",
        "log q",
        "log qP",
        "limbs",
        "worst case log q",
        "latency ms");
  }

  private static void rows(
      DataTable.Builder table, ParameterGenerator generator, int value, int kernel, int bits) {
    LayerShape shape =
        LayerShape.parse(
            "conv:%dx%dx%d:%d:k%d:s1:p%d"
                .formatted(CHANNELS, SIDE, SIDE, CHANNELS, kernel, kernel / 2));
    int plainBits = LayerRequest.worstCaseBits(shape, bits, bits);
    for (Packing packing : PACKINGS) {
      LayerRequest request =
          LayerRequest.of(shape, packing, plainBits, RATE)
              .withWeights(WeightNorms.expected(shape, bits));
      LayerChoice choice = generator.generate(request);
      int n = choice.parameters().polyDegree();
      double logN = Math.log(n) / Math.log(2);
      table.row(
          value,
          packing.token(),
          choice.parameters().logT(),
          (int) Math.round(logN),
          choice.parameters().logQ(),
          choice.parameters().logQP(),
          choice.parameters().limbs(),
          worstCase(request, n),
          choice.cost().latencyNanos() / 1e6);
    }
  }

  /** With one factor of t, which is what the worst case is about. */
  private static Object worstCase(LayerRequest request, int polyDegree) {
    return request.packing().usesSlots()
        ? (Object) NetworkPolicies.worstCaseLogQ(List.of(request), polyDegree, request.plainBits())
        : "";
  }

  @Override
  public Map<String, String> figures(Map<String, DataTable> tables) {
    Map<String, String> figures = new LinkedHashMap<>();
    draw(figures, "kernel", "side of the kernel", tables);
    draw(figures, "quantisation", "bits of weights and activations", tables);
    return figures;
  }

  private static void draw(
      Map<String, String> figures, String name, String axis, Map<String, DataTable> tables) {
    DataTable table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("there is no table " + name);
    }
    String first = table.columns().getFirst();
    for (String what : List.of("log q", "log n")) {
      List<Series> series = new ArrayList<>();
      for (Packing packing : PACKINGS) {
        series.add(Points.where(table, "packing", packing.token(), first, what, packing.token()));
      }
      figures.put(
          name + "-" + what.replace(' ', '-'),
          new LineChart(
                  "%s at 2^-40 per coefficient".formatted(what),
                  AxisLabel.linear(axis),
                  AxisLabel.linear(what),
                  series)
              .toSvg());
    }
  }
}
