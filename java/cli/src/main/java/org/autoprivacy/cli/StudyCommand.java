package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.autoprivacy.BuildInfo;
import org.autoprivacy.Engines;
import org.autoprivacy.Profiles;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.study.DataTable;
import org.autoprivacy.study.Study;
import org.autoprivacy.study.StudyInputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One of the studies of docs/experiments, again. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description =
        "Makes the tables and figures of a study in docs/experiments again: table1,"
            + " product-latency, envelope, error-rate or bit-worth.")
final class StudyCommand implements Callable<Integer> {

  /** SEAL through one of its twins, and our own engine as it is by default. */
  private static final List<String> MEASURED = List.of("seal-ffm", "java");

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin LatencyOptions latencies;

  @Parameters(paramLabel = "STUDY", description = "Which study.")
  String name = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write tables (CSV), figures (SVG), results.md and run.json there.")
  @Nullable Path out;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Put the tables between the marks of this Markdown page.")
  @Nullable Path page;

  @Override
  public Integer call() throws IOException {
    Study study = Study.byName(name);
    String before = page == null ? "" : Files.readString(page);
    if (page != null) {
      StudyPage.embed(before, "", page);
    }
    if (out != null) {
      JsonFiles.requireWritable(out.resolve("run.json"));
    }
    List<HeBackend> engines =
        Engines.all().stream()
            .filter(engine -> MEASURED.contains(engine.name()) && engine.isAvailable())
            .toList();
    Made made;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      MachineProfile profile =
          Profiles.obtain(latencies.applyTo(new SelectionRequest().progress(progress::update)));
      SequencedMap<String, DataTable> tables =
          study.measure(
              new StudyInputs(profile, engines, what -> progress.update(name + ": " + what, 0)));
      made = new Made(study, tables, profile, engines);
    }
    if (out != null) {
      made.write(out);
    }
    if (page != null) {
      String tables = Study.markdown(made.tables(), Study.ROWS_OF_A_PAGE);
      Made.write(page, StudyPage.embed(before, tables, page));
    }
    made.print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  /** What a study gave. */
  private record Made(
      Study study,
      SequencedMap<String, DataTable> tables,
      MachineProfile profile,
      List<HeBackend> engines)
      implements Report {

    void write(Path folder) throws IOException {
      for (Map.Entry<String, DataTable> table : tables.entrySet()) {
        write(folder.resolve(table.getKey() + ".csv"), table.getValue().csv());
      }
      for (Map.Entry<String, String> figure : study.figures(tables).entrySet()) {
        write(folder.resolve(figure.getKey() + ".svg"), figure.getValue());
      }
      write(folder.resolve("results.md"), Study.markdown(tables, Study.ROWS_OF_A_PAGE));
      JsonFiles.write(folder.resolve("run.json"), Report.versioned(run()));
    }

    private static void write(Path file, String text) throws IOException {
      JsonFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where and with what the tables were made. */
    private ObjectNode run() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      BuildInfo build = BuildInfo.current();
      Machine machine = Machine.current();
      node.put("study", study.name());
      node.put("version", build.version());
      node.put("commit", build.commit());
      node.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      node.putObject("machine")
          .put("cpuModel", machine.cpuModel())
          .put("cores", machine.cores())
          .put("os", machine.os())
          .put("java", machine.java())
          .put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      node.put("profile", Profiles.identity(profile));
      node.put("profiledOn", profile.machine().cpuModel() + ", " + profile.library());
      ArrayNode all = node.putArray("engines");
      engines.forEach(engine -> all.add(engine.name() + ": " + engine.detail()));
      return node;
    }

    @Override
    public ObjectNode json() {
      ObjectNode node = run();
      node.set("tables", StudyTables.json(tables));
      return node;
    }

    @Override
    public String text() {
      return study.question() + "\n\n" + Study.markdown(tables, Integer.MAX_VALUE);
    }
  }
}
