package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.Engines;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.validation.FailureRow;
import org.autoprivacy.validation.FailureTable;
import org.autoprivacy.validation.FailureValidation;
import org.autoprivacy.validation.NoiseRow;
import org.autoprivacy.validation.NoiseTable;
import org.autoprivacy.validation.NoiseValidation;
import org.autoprivacy.validation.SamplingRow;
import org.autoprivacy.validation.SamplingStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the noise model against an engine on this machine. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Holds the noise model against an engine on this machine: predicted and measured"
            + " standard deviations (noise) or rates of failure (failures), row by row on many"
            + " parameter sets; or scaled-sigma sampling against plain Monte Carlo and the closed"
            + " form (sampling). Interrupted tables go on where they were when they are started"
            + " again with the same folder.")
final class ValidateCommand implements Callable<Integer> {

  /** What is validated. */
  enum What {
    NOISE,
    FAILURES,
    SAMPLING
  }

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "WHAT", description = "noise, failures or sampling.")
  What what = What.NOISE;

  @Option(
      names = "--engine",
      defaultValue = "seal-ffm",
      description = "seal-ffm, seal-jna, java or java-centred (default: ${DEFAULT-VALUE}).")
  String engine = "seal-ffm";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "validation",
      description = "Folder of the table, as CSV and as a page (default: ${DEFAULT-VALUE}).")
  Path out = Path.of("validation");

  @Option(names = "--quick", description = "Few sets and coefficients, within a minute.")
  boolean quick;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of messages, plaintexts and circuits; keys are the engine's own.")
  long seed = 1;

  @Override
  public Integer call() throws IOException {
    HeBackend backend =
        engine.equals(JavaBackend.centredDigits().name())
            ? JavaBackend.centredDigits()
            : Engines.byName(engine);
    String library = backend.library();
    String stem = "%s-%s%s".formatted(word(what), backend.name(), quick ? "-quick" : "");
    Path file = out.resolve(stem + ".csv");
    Report report;
    String page;
    try (Progress progress = Progress.onStandardError(common.quiet);
        Interruption _ = Interruption.announce(common.quiet, file, "the same command")) {
      String stage = "validating " + word(what) + " on " + backend.name();
      String name = backend.name() + ", " + library;
      switch (what) {
        case NOISE -> {
          NoiseTable table =
              new NoiseValidation(backend, quick, seed)
                  .run(file, (fraction, row) -> progress.update(stage, fraction));
          page = table.markdown(name, command(backend));
          report = new NoiseReport(backend.name(), table, file);
        }
        case FAILURES -> {
          FailureTable table =
              new FailureValidation(backend, quick, seed)
                  .run(file, (fraction, row) -> progress.update(stage, fraction));
          page = table.markdown(name, command(backend));
          report = new FailureReport(backend.name(), table, file);
        }
        case SAMPLING -> {
          List<SamplingRow> rows =
              new SamplingStudy(quick, seed)
                  .run(backend, (fraction, row) -> progress.update(stage, fraction));
          page = SamplingStudy.markdown(rows, command(backend));
          JsonFiles.write(file, SamplingStudy.csv(rows).getBytes(StandardCharsets.UTF_8));
          report = new SamplingReport(backend.name(), rows);
        }
        default -> throw new IllegalStateException("nothing to validate: " + what);
      }
    }
    JsonFiles.write(out.resolve(stem + ".md"), page.getBytes(StandardCharsets.UTF_8));
    report.print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private String command(HeBackend backend) {
    return "./autoprivacy validate %s --engine %s%s%s"
        .formatted(
            word(what),
            backend.name(),
            quick ? " --quick" : "",
            seed == 1 ? "" : " --seed " + seed);
  }

  private static String word(What what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  /** The study of sampling. */
  private record SamplingReport(String engine, List<SamplingRow> rows) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("engine", engine);
      ArrayNode array = node.putArray("rows");
      for (SamplingRow row : rows) {
        ObjectNode one = array.addObject();
        one.put("path", row.path())
            .put("method", row.method())
            .put("log2Rate", row.log2Rate())
            .put("coefficients", row.coefficients())
            .put("repeats", row.repeats())
            .put("cpuMillis", row.cpuMillis());
        if (!Double.isNaN(row.meanError())) {
          one.put("meanErrorBits", row.meanError()).put("rootMeanSquareBits", row.rootMeanSquare());
        }
      }
      return node;
    }

    @Override
    public String text() {
      Table text = new Table("path", "method", "rate", "coefficients", "error, bits", "CPU time");
      for (SamplingRow row : rows) {
        text.row(
            row.path(),
            row.method(),
            String.format(Locale.ROOT, "2^%.2f", row.log2Rate()),
            Long.toString(row.coefficients()),
            Double.isNaN(row.rootMeanSquare())
                ? "no failure seen"
                : String.format(Locale.ROOT, "%.3f", row.rootMeanSquare()),
            Quantities.time((long) (row.cpuMillis() * 1e6)));
      }
      return text.toString();
    }
  }

  /** The first table. */
  private record NoiseReport(String engine, NoiseTable table, Path file) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("engine", engine);
      node.put("sets", table.sets());
      node.put("misses", table.misses());
      node.put("missesByChance", table.missesByChance());
      ArrayNode rows = node.putArray("rows");
      for (NoiseRow row : table.rows()) {
        rows.addObject()
            .put("set", row.set())
            .put("operation", row.operation())
            .put("circuit", row.circuit())
            .put("coefficients", row.coefficients())
            .put("predictedStd", row.predictedStd())
            .put("measuredStd", row.measuredStd())
            .put("chance", row.chance())
            .put("forecastSpread", row.forecastSpread())
            .put("measuredSpread", row.measuredSpread())
            .put("miss", row.misses());
      }
      return node;
    }

    @Override
    public String text() {
      Table text =
          new Table("operation", "rows", "largest deviation", "in units of chance", "spread");
      for (NoiseTable.Summary s : table.summaries()) {
        text.row(
            s.operation(),
            Integer.toString(s.rows()),
            String.format(Locale.ROOT, "%.2f %%", 100 * s.worst()),
            String.format(Locale.ROOT, "%.2f", s.chi()),
            String.format(Locale.ROOT, "%.2f", s.spread()));
      }
      return String.format(
          Locale.ROOT,
          "%s%n%d of %d rows off by more than 1 %%; chance alone makes %.2f%nin %s%n",
          text,
          table.misses(),
          table.rows().size(),
          table.missesByChance(),
          file.toAbsolutePath());
    }
  }

  /** The second table. */
  private record FailureReport(String engine, FailureTable table, Path file) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("engine", engine);
      node.put("misses", table.misses());
      ArrayNode rows = node.putArray("rows");
      for (FailureRow row : table.rows()) {
        double[] interval = row.interval();
        ObjectNode one = rows.addObject();
        one.put("set", row.set())
            .put("packing", row.packing())
            .put("coefficients", row.coefficients())
            .put("failures", row.failures())
            .put("predictedErrorRate", Math.pow(2, row.predictedLog2()))
            .put("measuredErrorRate", row.measured())
            .put("miss", row.misses());
        one.putArray("interval99").add(interval[0]).add(interval[1]);
      }
      return node;
    }

    @Override
    public String text() {
      Table text = new Table("set", "wrong", "predicted", "measured", "verdict");
      for (FailureRow row : table.rows()) {
        text.row(
            row.set(),
            Long.toString(row.failures()),
            String.format(Locale.ROOT, "2^%.3f", row.predictedLog2()),
            String.format(Locale.ROOT, "2^%.3f", Math.log(row.measured()) / Math.log(2)),
            row.misses() ? "miss" : "ok");
      }
      return "%s%n%d of %d rows missed%nin %s%n"
          .formatted(text, table.misses(), table.rows().size(), file.toAbsolutePath());
    }
  }
}
