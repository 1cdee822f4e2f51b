package org.autoprivacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.autoprivacy.accuracy.ErrorHalf;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.GaussianErrors;
import org.autoprivacy.accuracy.NetworkOracle;
import org.autoprivacy.accuracy.PolicyErrors;
import org.autoprivacy.chart.AxisLabel;
import org.autoprivacy.chart.BarChart;
import org.autoprivacy.chart.LineChart;
import org.autoprivacy.chart.Series;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.autoprivacy.study.DataTable;
import org.jspecify.annotations.Nullable;

/**
 * What decryption errors do to a network's accuracy: by their rate, by their size, and layer by
 * layer. Every number is a mean over seeds that choose the errors, with the least and the most.
 */
public final class RobustnessStudy {

  /** The three questions. */
  public enum Question {
    /** Accuracy against the rate of errors, in each error model. */
    ERROR_RATE,
    /** Accuracy against the size of errors on every value. */
    ERROR_MAGNITUDE,
    /** Accuracy lost where one layer alone fails. */
    LAYER_SENSITIVITY;

    /** Name as on the command line. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Gives the parameters of every layer, as if they failed at exactly a rate. */
  @FunctionalInterface
  public interface Failing {
    /** Parameters of the packing that belongs to the model. */
    List<LayerCandidate> at(ErrorModelKind model, ErrorRate rate) throws IOException;
  }

  /** Trains a network on under errors. */
  @FunctionalInterface
  public interface Tuning {
    /** The network after an epoch in which image number i meets errors of sample i. */
    Network tune(OutputErrors errors) throws IOException;
  }

  /** Rates 2^-x at which the paper's fine-tuning is tried. */
  private static final List<Integer> TUNED_EXPONENTS = List.of(3, 5, 7, 10);

  /** Series of errors that nothing is measured with. */
  private static final long TUNING_SERIES = 1_000_003;

  private static final int MOST_EXPONENT = 20;
  private static final int LEAST_EXPONENT = 3;
  private static final int NEVER = 40;
  private static final int LEAST_STEP = -4;
  private static final int MOST_STEP = 7;

  private static final int TUNED_SIZES = 3;

  /** Accuracy that may be lost, in percentage points, as the search has it. */
  private static final double LIMIT = 0.5;

  private final Network network;
  private final IntegerInference inference;
  private final LabelledImages images;
  private final Failing failing;
  private final @Nullable Tuning tuning;
  private final int seeds;
  private final int threads;
  private final Consumer<String> progress;
  private final double clean;

  /**
   * A study of one network.
   *
   * @param images what accuracy is measured on
   * @param tuning how the network is trained on under errors; null to leave that out
   * @param seeds how many series of errors; they are numbered from 1
   * @param progress is told what is being measured
   */
  public RobustnessStudy(
      Network network,
      LabelledImages images,
      Failing failing,
      @Nullable Tuning tuning,
      int seeds,
      int threads,
      Consumer<String> progress) {
    if (seeds < 1) {
      throw new IllegalArgumentException("a study has at least one seed, got " + seeds);
    }
    this.network = network;
    this.inference = new IntegerInference(network);
    this.images = images;
    this.failing = failing;
    this.tuning = tuning;
    this.seeds = seeds;
    this.threads = threads;
    this.progress = progress;
    this.clean = 100.0 * inference.correct(images, threads, OutputErrors.NONE) / images.count();
  }

  /** The tables of a question by name. */
  public SequencedMap<String, DataTable> measure(Question question) throws IOException {
    return switch (question) {
      case ERROR_RATE -> errorRate();
      case ERROR_MAGNITUDE -> errorMagnitude();
      case LAYER_SENSITIVITY -> layerSensitivity();
    };
  }

  /** Top-1 in percent for each seed. */
  private interface Measured {
    double top1(long seed) throws IOException;
  }

  /** Mean, least and most over the seeds, and what the mean lost. */
  private record Summary(double mean, double least, double most, double loss) {
    List<String> cells() {
      return List.of(shown(mean), shown(least), shown(most), shown(loss));
    }
  }

  private Summary over(Measured measured) throws IOException {
    double[] top1 = new double[seeds];
    for (int i = 0; i < seeds; i++) {
      top1[i] = measured.top1(i + 1L);
    }
    double mean = Arrays.stream(top1).average().orElseThrow();
    return new Summary(
        mean,
        Arrays.stream(top1).min().orElseThrow(),
        Arrays.stream(top1).max().orElseThrow(),
        clean - mean);
  }

  private Summary policy(ErrorModelKind model, List<LayerCandidate> policy) throws IOException {
    return policy(inference, model, policy);
  }

  private Summary policy(IntegerInference of, ErrorModelKind model, List<LayerCandidate> policy)
      throws IOException {
    return over(seed ->
        100
            * new NetworkOracle(of, images, model, seed, threads)
                .estimate(policy, Sampling.all(images.count()))
                .top1());
  }

  private Summary gaussian(double[] deviations) throws IOException {
    return gaussian(inference, deviations);
  }

  private Summary gaussian(IntegerInference of, double[] deviations) throws IOException {
    return over(seed ->
        100.0 * of.correct(images, threads, new GaussianErrors(deviations, seed)) / images.count());
  }

  private static ErrorRate rate(ErrorModelKind model, int exponent) {
    ErrorRate.Of of =
        switch (model) {
          case PAPER -> ErrorRate.Of.VALUE;
          case SLOTS -> ErrorRate.Of.CIPHERTEXT;
          case COEFFICIENTS -> ErrorRate.Of.COEFFICIENT;
        };
    return new ErrorRate(-exponent, of);
  }

  private SequencedMap<String, DataTable> errorRate() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> summary = new ArrayList<>();
    for (ErrorModelKind model : ErrorModelKind.values()) {
      int harmless = MOST_EXPONENT + 1;
      for (int exponent = MOST_EXPONENT; exponent >= LEAST_EXPONENT; exponent--) {
        ErrorRate rate = rate(model, exponent);
        progress.accept(model.token() + " at " + rate);
        Summary found = policy(model, failing.at(model, rate));
        if (found.loss() <= LIMIT && harmless == exponent + 1) {
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
    if (tuning != null) {
      tables.put("fine-tuned", tunedAtRates(tuning));
    }
    return tables;
  }

  private DataTable tunedAtRates(Tuning how) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (ErrorModelKind model : ErrorModelKind.values()) {
      for (int exponent : TUNED_EXPONENTS) {
        ErrorRate rate = rate(model, exponent);
        progress.accept("fine-tuning under " + model.token() + " at " + rate);
        List<LayerCandidate> policy = failing.at(model, rate);
        Network tuned =
            how.tune(
                new PolicyErrors(network, policy, model, ErrorHalf.TRAINING)
                    .inSeries(TUNING_SERIES, 0));
        rows.add(
            tunedRow(
                List.of(model.token(), String.valueOf(exponent)),
                policy(model, policy),
                policy(new IntegerInference(tuned), model, policy),
                tuned));
      }
    }
    return new DataTable(tunedColumns("error model", "rate 2^-"), rows);
  }

  private static List<String> tunedColumns(String... first) {
    return row(
        List.of(first), List.of("top-1 before", "top-1 after", "without errors before", "after"));
  }

  private List<String> tunedRow(List<String> first, Summary before, Summary after, Network tuned) {
    double without =
        100.0
            * new IntegerInference(tuned).correct(images, threads, OutputErrors.NONE)
            / images.count();
    return row(
        first, List.of(shown(before.mean()), shown(after.mean()), shown(clean), shown(without)));
  }

  private DataTable tunedAtSizes(Tuning how, int from) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int bits = from; bits < from + TUNED_SIZES; bits++) {
      progress.accept("fine-tuning under errors of deviation 2^" + bits);
      double[] deviations = new double[network.layerCount()];
      Arrays.fill(deviations, Math.scalb(1.0, bits));
      Network tuned = how.tune(new GaussianErrors(deviations, TUNING_SERIES));
      rows.add(
          tunedRow(
              List.of(String.valueOf(bits)),
              gaussian(deviations),
              gaussian(new IntegerInference(tuned), deviations),
              tuned));
    }
    return new DataTable(tunedColumns("log2 deviation"), rows);
  }

  private SequencedMap<String, DataTable> errorMagnitude() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (int bits = 0; bits < Integer.SIZE - 1; bits++) {
      progress.accept("errors of deviation 2^" + bits);
      double[] deviations = new double[network.layerCount()];
      Arrays.fill(deviations, Math.scalb(1.0, bits));
      Summary found = gaussian(deviations);
      if (found.loss() <= LIMIT && (free == bits - 1 || bits == 0)) {
        free = bits;
      }
      rows.add(row(List.of("accumulator", String.valueOf(bits)), found.cells()));
      if (found.mean() < 200.0 / images.classes()) {
        break;
      }
    }
    for (int bits = LEAST_STEP; bits <= MOST_STEP; bits++) {
      progress.accept("errors of deviation 2^" + bits + " steps");
      double[] deviations = new double[network.layerCount()];
      for (int layer = 0; layer < deviations.length; layer++) {
        deviations[layer] = step(layer) * Math.scalb(1.0, bits);
      }
      rows.add(row(List.of("step", String.valueOf(bits)), gaussian(deviations).cells()));
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
                    network.name(),
                    shown(clean),
                    Double.isInfinite(free) ? "none" : shown(free),
                    shown(exact),
                    Double.isInfinite(free) ? "none" : shown(free - exact)))));
    tables.put("error-magnitude", new DataTable(columns("in units of", "log2 deviation"), rows));
    if (tuning != null) {
      tables.put("fine-tuned", tunedAtSizes(tuning, (int) Math.max(0, free + 1)));
    }
    return tables;
  }

  /** One unit of the tensor after a layer, in its accumulators; 0 where nothing is dropped. */
  private double step(int layer) {
    if (network.topology().layers().get(layer).activation() == Activation.NONE) {
      return 0;
    }
    int channels = network.layer(layer).outChannels();
    double shifts = 0;
    for (int c = 0; c < channels; c++) {
      shifts += network.layer(layer).shift(c);
    }
    return Math.pow(2, shifts / channels);
  }

  private SequencedMap<String, DataTable> layerSensitivity() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<LayerCandidate> paper = failing.at(ErrorModelKind.PAPER, rate(ErrorModelKind.PAPER, 3));
    List<LayerCandidate> paperNever =
        failing.at(ErrorModelKind.PAPER, rate(ErrorModelKind.PAPER, NEVER));
    List<LayerCandidate> slots = failing.at(ErrorModelKind.SLOTS, rate(ErrorModelKind.SLOTS, 5));
    List<LayerCandidate> slotsNever =
        failing.at(ErrorModelKind.SLOTS, rate(ErrorModelKind.SLOTS, NEVER));
    for (int layer = 0; layer < network.layerCount(); layer++) {
      Node.Linear node = network.topology().layers().get(layer);
      progress.accept(node.name());
      double[] deviations = new double[network.layerCount()];
      deviations[layer] = 16 * step(layer);
      rows.add(
          List.of(
              node.name(),
              node.shape().toString(),
              String.valueOf(node.shape().outputs()),
              shown(policy(ErrorModelKind.PAPER, alone(layer, paper, paperNever)).loss()),
              shown(policy(ErrorModelKind.SLOTS, alone(layer, slots, slotsNever)).loss()),
              shown(gaussian(deviations).loss())));
    }
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put(
        "layer-sensitivity",
        new DataTable(
            List.of(
                "layer", "shape", "values", "paper 2^-3 loss", "slots 2^-5 loss", "16 steps loss"),
            rows));
    return tables;
  }

  private static List<LayerCandidate> alone(
      int layer, List<LayerCandidate> failing, List<LayerCandidate> sound) {
    List<LayerCandidate> policy = new ArrayList<>(sound);
    policy.set(layer, failing.get(layer));
    return policy;
  }

  private static List<String> columns(String... first) {
    return row(List.of(first), List.of("top-1 mean", "least", "most", "loss"));
  }

  private static List<String> row(List<String> first, List<String> last) {
    List<String> row = new ArrayList<>(first);
    row.addAll(last);
    return row;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The figures of a question by name, as SVG, of tables that {@link #measure} gave. */
  public static Map<String, String> figures(Question question, Map<String, DataTable> tables) {
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
