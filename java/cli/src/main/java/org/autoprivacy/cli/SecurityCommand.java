package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.security.CostModelKind;
import org.autoprivacy.security.LatticeEstimator;
import org.autoprivacy.security.LevelTable;
import org.autoprivacy.security.LweParameters;
import org.autoprivacy.security.SecretDistribution;
import org.autoprivacy.security.SecurityBatch;
import org.autoprivacy.security.SecurityEstimate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Security of LWE parameters, or the largest modulus for a level. */
@Command(
    name = "security",
    mixinStandardHelpOptions = true,
    description =
        "Security of LWE parameters in bits, or the largest modulus for a level. The modulus"
            + " is the whole one: q·P where key-switching keys are published.")
final class SecurityCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(names = "--poly-degree", paramLabel = "N", description = "Degree n of the ring.")
  @Nullable Integer polyDegree;

  @Option(
      names = "--log-q",
      paramLabel = "X",
      description = "log2 of the modulus, any real number.")
  @Nullable Double logQ;

  @Option(
      names = "--level",
      paramLabel = "BITS",
      description = "Print the largest log2 q for this.")
  @Nullable Double level;

  @Option(
      names = "--level-table",
      paramLabel = "TABLE",
      defaultValue = "estimator",
      description = "estimator or he-standard-2018 (default: ${DEFAULT-VALUE}).")
  String levelTable = "estimator";

  @Option(
      names = "--sigma",
      defaultValue = "3.2",
      description = "Standard deviation of the errors (default: ${DEFAULT-VALUE}).")
  double sigma;

  @Option(
      names = "--secret",
      defaultValue = "ternary",
      description = "ternary or gaussian (default: ${DEFAULT-VALUE}).")
  String secret = "ternary";

  @Option(
      names = "--samples",
      paramLabel = "M",
      description = "LWE samples that an attacker sees, at least n (default: as many as it likes).")
  @Nullable Long samples;

  @Option(
      names = "--model",
      defaultValue = "matzov",
      description = "matzov, adps16, adps16-quantum, bdgl16 (default: ${DEFAULT-VALUE}).")
  String model = "matzov";

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description = "CSV with the columns poly_degree,log_q; the result is CSV.")
  @Nullable Path batch;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the batch's result there.")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (batch == null ? out != null : common.json) {
      throw new ParameterException(
          spec.commandLine(), "--out goes with --batch, and a batch is CSV: it takes no --json");
    }
    CostModelKind kind = CostModelKind.parse(model);
    SecretDistribution distribution = SecretDistribution.parse(secret);
    if (batch != null) {
      if (samples != null) {
        throw new ParameterException(spec.commandLine(), "--samples goes with --log-q alone");
      }
      return batch(batch, kind, distribution);
    }
    report(kind, distribution).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private Report report(CostModelKind kind, SecretDistribution distribution) {
    if (polyDegree != null && logQ != null && level == null) {
      LweParameters point =
          new LweParameters(
              polyDegree,
              logQ,
              sigma,
              distribution,
              samples == null ? LweParameters.UNLIMITED : samples);
      return new Estimate(LatticeEstimator.estimate(point, kind));
    }
    if (polyDegree != null && logQ == null && level != null && samples == null) {
      return new Limit(polyDegree, level, largestLogQ(polyDegree, level, kind, distribution));
    }
    throw new ParameterException(
        spec.commandLine(), "give --poly-degree and one of --log-q and --level, or --batch");
  }

  private double largestLogQ(
      int degree, double bits, CostModelKind kind, SecretDistribution distribution) {
    LevelTable table = LevelTable.parse(levelTable);
    return table == LevelTable.ESTIMATOR
        ? LatticeEstimator.maxLogQ(degree, bits, sigma, distribution, kind)
        : table.maxLogQ(degree, bits);
  }

  private int batch(Path file, CostModelKind kind, SecretDistribution distribution)
      throws IOException {
    String result = SecurityBatch.read(file, sigma, distribution).withResults(kind);
    BatchOutput.write(result.lines().toList(), out, spec.commandLine().getOut());
    return ExitCode.OK.code();
  }

  /** What one point gives. */
  private record Estimate(SecurityEstimate estimate) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("polyDegree", estimate.parameters().polyDegree());
      node.put("logQ", estimate.parameters().logQ());
      node.put("sigma", estimate.parameters().sigma());
      node.put("secret", estimate.parameters().secret().token());
      node.put("securityBits", estimate.securityBits());
      node.putObject("attacks")
          .put("usvp", estimate.usvp().bits())
          .put("bdd", estimate.bdd().bits())
          .put("dualHybrid", estimate.dualHybrid().bits());
      node.put("model", estimate.model().token());
      return node;
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%.2f bits (%s): uSVP %.2f, BDD %.2f, dual hybrid %.2f%n",
          estimate.securityBits(),
          estimate.model().token(),
          estimate.usvp().bits(),
          estimate.bdd().bits(),
          estimate.dualHybrid().bits());
    }
  }

  /** The largest modulus for a level. */
  private record Limit(int polyDegree, double level, double maxLogQ) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("polyDegree", polyDegree);
      node.put("level", level);
      node.put("maxLogQ", maxLogQ);
      return node;
    }

    @Override
    public String text() {
      return String.format(Locale.ROOT, "log2 q at most %.3f%n", maxLogQ);
    }
  }
}
