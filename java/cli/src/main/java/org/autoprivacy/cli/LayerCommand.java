package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.autoprivacy.Engines;
import org.autoprivacy.LayerRun;
import org.autoprivacy.Profiles;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.linear.ZeroCheck;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ParametersJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One layer encrypted, evaluated, decrypted and held against exact integers. */
@Command(
    name = "layer",
    mixinStandardHelpOptions = true,
    description =
        "Encrypts, evaluates and decrypts one layer with random weights, and holds the result"
            + " against exact integers; prints predicted noise, failures, latency and bytes beside"
            + " measured ones.")
final class LayerCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin LatencyOptions latencies;
  @Mixin LayerOptions layer;

  @Option(
      names = "--packing",
      description =
          "slots-delphi, slots-sci, slots, coefficients-cheetah, coefficients, or the best of all"
              + " (default: that of --params, or best).")
  @Nullable String packing;

  @Option(
      names = "--params",
      paramLabel = "FILE",
      description = "Parameters as params --json prints them, instead of choosing some.")
  @Nullable Path params;

  @Option(
      names = "--error-rate",
      defaultValue = "2^-40",
      description = "Tolerated rate of wrong decryptions (default: ${DEFAULT-VALUE}).")
  String errorRate = "2^-40";

  @Option(
      names = "--check",
      defaultValue = "free",
      description =
          "How a failure in slots is noticed: free (where a slot is left over) or reserved (in every"
              + " ciphertext, at the price of a channel's place; default: ${DEFAULT-VALUE}).")
  String check = "free";

  @Option(names = "--runs", defaultValue = "3", description = "Evaluations (default: 3).")
  int runs = 3;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of weights and inputs (default: 1); keys and errors have none.")
  long seed = 1;

  @Override
  public Integer call() throws IOException {
    if (runs < 1) {
      throw new IllegalArgumentException("--runs must be at least 1, got " + runs);
    }
    QuantizedLayer weights = LayerRun.randomWeights(layer.shape(), seed);
    LayerChoice choice = choose(weights);
    LayerRun run;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      progress.update("evaluating " + layer.shape() + " on " + latencies.engine, 0);
      run =
          LayerRun.of(
              Engines.byName(latencies.engine),
              choice,
              ZeroCheck.parse(check),
              weights,
              runs,
              seed);
    }
    new Evaluated(choice, run, latencies.engine, seed).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private LayerChoice choose(QuantizedLayer weights) throws IOException {
    ParameterGenerator generator;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      generator =
          ParameterGenerator.of(
              Profiles.obtain(
                  latencies.applyTo(new SelectionRequest().progress(progress::update))));
    }
    Optional<Path> file = Optional.ofNullable(params);
    JsonNode document = file.isPresent() ? JsonFiles.read(file.get()) : MissingNode.getInstance();
    Optional<LayerParameters> given = file.map(path -> parameters(path, document));
    String token = packing != null ? packing : document.path("packing").asText("");
    List<Packing> packings =
        token.isEmpty() || token.equals("best")
            ? List.of(Packing.values())
            : List.of(Packing.parse(token));
    List<LayerChoice> choices = new ArrayList<>();
    RuntimeException failure = null;
    for (Packing candidate : packings) {
      LayerRequest request =
          layer.request(candidate, errorRate).withWeights(WeightNorms.of(weights));
      try {
        choices.add(
            given.isPresent()
                ? generator.evaluate(request, given.get())
                : generator.generate(request));
      } catch (NoFeasibleParametersException | IllegalArgumentException e) {
        failure = e;
      }
    }
    if (choices.isEmpty() && failure != null) {
      throw failure;
    }
    return choices.stream()
        .min(Comparator.comparingDouble(choice -> choice.cost().latencyNanos()))
        .orElseThrow();
  }

  private static LayerParameters parameters(Path file, JsonNode document) {
    JsonNode node = document.has("parameters") ? document.get("parameters") : document;
    try {
      return ParametersJson.fromJson(node);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** A run as the command prints it. */
  private record Evaluated(LayerChoice choice, LayerRun run, String engine, long seed)
      implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("shape", choice.shape().toString());
      node.put("packing", choice.packing().token());
      node.put("engine", engine);
      node.put("seed", seed);
      node.put("privacy", choice.request().privacy().toString());
      node.put(
          "encryption", choice.request().encryption().name().toLowerCase(java.util.Locale.ROOT));
      node.put("errorRate", choice.errorRate().probability());
      node.put("of", choice.errorRate().of().token());
      node.set("parameters", ParametersJson.toJson(choice.parameters(), choice.securityBits()));
      node.set("counts", LayerRunJson.counts(run.measured().plan().work().counts()));
      node.setAll(LayerRunJson.toJson(run));
      return node;
    }

    @Override
    public String text() {
      LayerParameters p = choice.parameters();
      Table table = LayerRunJson.table();
      LayerRunJson.row(table, choice.shape().toString(), run);
      return String.format(
          java.util.Locale.ROOT,
          "n = %d, log q = %.1f, log qP = %.1f, log t = %.1f, security %.1f bits, privacy %s,"
              + " engine %s%n%s%s",
          p.polyDegree(),
          p.logQ(),
          p.logQP(),
          p.logT(),
          choice.securityBits(),
          choice.request().privacy(),
          engine,
          table,
          LayerRunJson.failures(run));
    }
  }
}
