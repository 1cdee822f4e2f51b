package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.AccuracyMeasurement;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SelectionJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Top-1 of the integer network, with or without decryption errors. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Top-1 accuracy of the integer network, with or without decryption errors.")
final class AccuracyCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin NetworkOptions on;
  @Mixin LatencyOptions latencies;

  @ArgGroup Errors errors = new Errors();

  /** Where errors come from: nowhere, a selection, or a rate. */
  static final class Errors {
    @Option(
        names = "--errors",
        paramLabel = "SELECTION",
        description = "The errors that this selection's parameters leave.")
    @Nullable Path selection;

    @Option(
        names = "--error-rate",
        paramLabel = "RATE",
        description = "Every layer fails at this rate, such as 2^-10.")
    @Nullable String rate;
  }

  @Option(
      names = "--of",
      description = "What the rate counts: coefficient, ciphertext or value (default: by model).")
  @Nullable String of;

  @Option(
      names = "--error-model",
      description = "paper, slots or coefficients (default: the one of each layer's packing).")
  @Nullable String errorModel;

  @Option(
      names = "--packing",
      paramLabel = "PACKING",
      description = "Packing of all layers, with a rate (default: the model's own).")
  @Nullable String packing;

  @Option(names = "--samples", paramLabel = "N", description = "Inferences (default: all images).")
  @Nullable Integer samples;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of the errors (default: 1).")
  long seed = 1;

  @Override
  public Integer call() throws IOException {
    Network integers = WeightsFile.load(on.network);
    LabelledImages images = on.images(common.quiet).test();
    int count = samples == null ? images.count() : samples;
    ErrorModelKind forced = errorModel == null ? null : ErrorModelKind.parse(errorModel);
    List<LayerCandidate> policy = policy(forced);
    AccuracyMeasurement measured =
        policy.isEmpty()
            ? AccuracyMeasurement.clean(integers, images, count, on.threads)
            : AccuracyMeasurement.underErrors(
                integers, images, policy, forced, count, seed, on.threads);
    new Accuracy(integers.name(), measured, rates(policy))
        .print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private List<LayerCandidate> policy(@Nullable ErrorModelKind forced) throws IOException {
    if (errors.selection != null) {
      return SelectionJson.read(errors.selection).candidates();
    }
    if (errors.rate == null) {
      return List.of();
    }
    Packing layout = packing == null ? null : Packing.parse(packing);
    if (layout == null) {
      layout = forced == ErrorModelKind.SLOTS ? Packing.SLOTS_DELPHI : Packing.COEFFICIENTS_CHEETAH;
    }
    ErrorRate.Of counted =
        of != null
            ? ErrorRate.Of.parse(of)
            : forced == ErrorModelKind.PAPER ? ErrorRate.Of.VALUE : layout.defaultRateOf();
    if (forced == ErrorModelKind.PAPER && counted != ErrorRate.Of.VALUE) {
      throw new IllegalArgumentException(
          "the paper's model has a rate per value: leave --of away or say value");
    }
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      return AccuracyMeasurement.failingAt(
          latencies.applyTo(
              new SelectionRequest()
                  .network(on.network)
                  .packing(layout)
                  .progress(progress::update)),
          ErrorRate.parse(errors.rate, counted));
    }
  }

  /** The rates of a policy, such as {@code 2^-10 per ciphertext}, each once. */
  private static List<String> rates(List<LayerCandidate> policy) {
    return policy.stream()
        .map(candidate -> candidate.predictedErrorRate().toString())
        .distinct()
        .toList();
  }

  /** An accuracy as the command prints it. */
  private record Accuracy(String network, AccuracyMeasurement measured, List<String> rates)
      implements Report {
    @Override
    public ObjectNode json() {
      AccuracyEstimate estimate = measured.estimate();
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("network", network);
      node.put("errorModel", measured.errorModel());
      ArrayNode errorRates = node.putArray("errorRates");
      rates.forEach(errorRates::add);
      node.put("top1", estimate.top1());
      node.put("clean", estimate.clean());
      node.put("samples", estimate.samples());
      node.putArray("interval95").add(estimate.low95()).add(estimate.high95());
      node.put("imagesPerSecond", measured.imagesPerSecond());
      return node;
    }

    @Override
    public String text() {
      AccuracyEstimate estimate = measured.estimate();
      return String.format(
          Locale.ROOT,
          "%s: top-1 %s (95 %% interval %s to %s, %d samples, errors: %s%s), %.0f images/s%n",
          network,
          Quantities.percent(estimate.top1()),
          Quantities.percent(estimate.low95()),
          Quantities.percent(estimate.high95()),
          estimate.samples(),
          measured.errorModel(),
          rates.isEmpty() ? "" : ", " + String.join(", ", rates),
          measured.imagesPerSecond());
    }
  }
}
