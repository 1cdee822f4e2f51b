package org.autoprivacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.GaussianErrors;
import org.autoprivacy.accuracy.NetworkOracle;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;

/** One network's accuracy under errors, as a mean over seeds, and how tables show it. */
final class RobustnessMeasurement {

  /** Accuracy that may be lost, in percentage points, as the search has it. */
  static final double LIMIT = 0.5;

  private final Network network;
  private final IntegerInference inference;
  private final LabelledImages images;
  private final int seeds;
  private final int threads;
  private final Consumer<String> progress;
  private final double clean;

  /**
   * Accuracy on some images.
   *
   * @param seeds how many series of errors; they are numbered from 1
   * @param progress is told what is being measured
   */
  RobustnessMeasurement(
      Network network, LabelledImages images, int seeds, int threads, Consumer<String> progress) {
    this.network = network;
    this.inference = new IntegerInference(network);
    this.images = images;
    this.seeds = seeds;
    this.threads = threads;
    this.progress = progress;
    this.clean = 100.0 * inference.correct(images, threads, OutputErrors.NONE) / images.count();
  }

  /** The same images and seeds with another network. */
  RobustnessMeasurement with(Network other) {
    return new RobustnessMeasurement(other, images, seeds, threads, progress);
  }

  Network network() {
    return network;
  }

  int classes() {
    return images.classes();
  }

  Set<Integer> allClasses() {
    return IntStream.range(0, images.classes()).boxed().collect(Collectors.toSet());
  }

  /** Top-1 in percent without errors. */
  double clean() {
    return clean;
  }

  void tell(String what) {
    progress.accept(what);
  }

  /** Top-1 in percent for each seed. */
  private interface Measured {
    double top1(long seed) throws IOException;
  }

  /** Mean, least and most over the seeds, and what the mean lost. */
  record Summary(double mean, double least, double most, double loss) {
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

  /** Under the errors of a policy. */
  Summary policy(ErrorModelKind model, List<LayerCandidate> policy) throws IOException {
    return over(seed ->
        100
            * new NetworkOracle(inference, images, model, seed, threads)
                .estimate(policy, Sampling.all(images.count()))
                .top1());
  }

  /** Under errors of these deviations, one a layer. */
  Summary gaussian(double[] deviations) throws IOException {
    return over(seed ->
        100.0
            * inference.correct(images, threads, new GaussianErrors(deviations, seed))
            / images.count());
  }

  /** A rate 2^-exponent of what the model counts. */
  static ErrorRate rate(ErrorModelKind model, int exponent) {
    ErrorRate.Of of =
        switch (model) {
          case PAPER -> ErrorRate.Of.VALUE;
          case SLOTS -> ErrorRate.Of.CIPHERTEXT;
          case COEFFICIENTS -> ErrorRate.Of.COEFFICIENT;
        };
    return new ErrorRate(-exponent, of);
  }

  /** One unit of the tensor after a layer, in its accumulators; 0 where nothing is dropped. */
  double step(int layer) {
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

  static List<String> tunedColumns(String... first) {
    return row(
        List.of(first), List.of("top-1 before", "top-1 after", "without errors before", "after"));
  }

  /** A row with what was measured before fine-tuning, and after it with the tuned network. */
  List<String> tunedRow(
      List<String> first, Summary before, Summary after, RobustnessMeasurement tuned) {
    return row(
        first,
        List.of(shown(before.mean()), shown(after.mean()), shown(clean), shown(tuned.clean)));
  }

  static List<String> columns(String... first) {
    return row(List.of(first), List.of("top-1 mean", "least", "most", "loss"));
  }

  static List<String> row(List<String> first, List<String> last) {
    List<String> row = new ArrayList<>(first);
    row.addAll(last);
    return row;
  }

  static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
