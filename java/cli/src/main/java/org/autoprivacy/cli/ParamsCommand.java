package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.Profiles;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.generator.PrivacyClaim;
import org.autoprivacy.generator.Reason;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.PaperRules;
import org.autoprivacy.params.ParametersJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The cheapest parameters for one layer. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    description = "The cheapest BFV parameters for one layer, with the reason for each number.")
final class ParamsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin LatencyOptions latencies;
  @Mixin LayerOptions layer;

  @Option(
      names = "--packing",
      required = true,
      description = "${COMPLETION-CANDIDATES}, or best: the quickest of all.",
      completionCandidates = PackingNames.class)
  String packing = "";

  @Option(
      names = "--error-rate",
      required = true,
      description = "Tolerated rate of wrong decryptions, such as 2^-10.")
  String errorRate = "";

  @Option(names = "--explain", description = "Print what fixed each number.")
  boolean explain;

  @Override
  public Integer call() throws IOException {
    List<LayerRequest> requests =
        (packing.equals("best") ? List.of(Packing.values()) : List.of(Packing.parse(packing)))
            .stream().map(layout -> layer.request(layout, errorRate)).toList();
    new Chosen(cheapest(generator(), requests), explain).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  /** The quickest of several packings; one that cannot hold the layer is no failure. */
  private static LayerChoice cheapest(ParameterGenerator generator, List<LayerRequest> requests) {
    List<LayerChoice> choices = new ArrayList<>();
    RuntimeException failure = new IllegalArgumentException("no packing is given");
    for (LayerRequest request : requests) {
      try {
        choices.add(generator.generate(request));
      } catch (NoFeasibleParametersException | LatencyTable.UncoveredException e) {
        failure = e;
      }
    }
    if (choices.isEmpty()) {
      throw failure;
    }
    return choices.stream()
        .min(Comparator.comparingDouble(choice -> choice.cost().latencyNanos()))
        .orElseThrow();
  }

  private ParameterGenerator generator() throws IOException {
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      return ParameterGenerator.of(
          Profiles.obtain(latencies.applyTo(new SelectionRequest().progress(progress::update))));
    }
  }

  /** Names of packings, for the help. */
  static final class PackingNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Packing.values()).map(Packing::token).iterator();
    }
  }

  /** A choice as the command prints it. */
  private record Chosen(LayerChoice choice, boolean explain) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("shape", choice.shape().toString());
      node.put("packing", choice.packing().token());
      node.put("plainBits", choice.request().plainBits());
      node.put("errorRate", choice.errorRate().probability());
      node.put("of", choice.errorRate().of().token());
      node.put("privacy", choice.request().privacy().toString());
      node.set("parameters", ParametersJson.toJson(choice.parameters(), choice.securityBits()));
      node.putObject("noise")
          .put("predictedStd", choice.predictedStd())
          .put("predictedErrorRate", choice.predictedErrorRate().probability())
          .put("predictedErrorRateLog2", choice.predictedErrorRate().log2())
          .put("of", choice.predictedErrorRate().of().token())
          .put("model", ErrorModelKind.of(choice.packing()).token());
      PrivacyClaim claim = choice.privacyClaim();
      if (claim.holds()) {
        node.putObject("privacyClaim")
            .put("log2DistancePerCoefficient", claim.log2PerCoefficient())
            .put("log2DistancePerInference", claim.log2PerInference())
            .put("coefficients", claim.coefficients())
            .put("text", claim.toString());
      }
      ArrayNode findings = node.putArray("rules");
      for (PaperRules.Finding finding : PaperRules.check(choice.parameters())) {
        findings
            .addObject()
            .put("rule", finding.rule())
            .put("holds", finding.holds())
            .put("detail", finding.detail());
      }
      node.put("predictedLatencyNanos", choice.cost().latencyNanos());
      node.put("bytesUp", choice.cost().bytesUp());
      node.put("bytesDown", choice.cost().bytesDown());
      ArrayNode reasons = node.putArray("reasons");
      for (Reason reason : choice.reasons()) {
        reasons.add(reason.toString());
      }
      return node;
    }

    @Override
    public String text() {
      LayerParameters p = choice.parameters();
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "%s, %s, privacy %s%nn = %d, q = %s (%.1f bits), P = %s, t = %s (%.1f bits), security %.1f bits%n",
              choice.shape(),
              choice.packing().token(),
              choice.request().privacy(),
              p.polyDegree(),
              p.dataPrimes(),
              p.logQ(),
              p.specialPrime().isPresent() ? p.specialPrime().getAsLong() : "none",
              p.plainModuli(),
              p.logT(),
              choice.securityBits()));
      text.append(
          String.format(
              Locale.ROOT,
              "predicted error rate %s (asked: %s), latency %s, up %s, down %s%n",
              choice.predictedErrorRate(),
              choice.errorRate(),
              Quantities.time(choice.cost().latencyNanos()),
              Quantities.bytes(choice.cost().bytesUp()),
              Quantities.bytes(choice.cost().bytesDown())));
      if (choice.privacyClaim().holds()) {
        text.append("privacy: ").append(choice.privacyClaim()).append('\n');
      }
      if (explain) {
        choice.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
        for (PaperRules.Finding finding : PaperRules.check(p)) {
          text.append("  ").append(finding).append('\n');
        }
      }
      return text.toString();
    }
  }
}
