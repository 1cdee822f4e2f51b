package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.autoprivacy.AccuracyMeasurement;
import org.autoprivacy.BuildInfo;
import org.autoprivacy.RobustnessStudy;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.learn.train.FineTuning;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.study.DataTable;
import org.autoprivacy.study.Study;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What decryption errors do to a network's accuracy, as a study. */
@Command(
    name = "robustness",
    mixinStandardHelpOptions = true,
    description =
        "Studies what decryption errors do to a network's accuracy: error-rate,"
            + " error-magnitude, layer-sensitivity or fine-tuning.")
final class RobustnessCommand implements Callable<Integer> {

  private static final int TUNING_IMAGES = 10_000;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin NetworkOptions on;
  @Mixin LatencyOptions latencies;

  @Parameters(paramLabel = "STUDY", description = "Which study.")
  String name = "";

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Test images, from the first on (default: ${DEFAULT-VALUE}).")
  int samples = 2000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Series of errors (default: ${DEFAULT-VALUE}).")
  int seeds = 3;

  @Option(
      names = "--finetune",
      description = "Also after an epoch of 10,000 training images under the same errors.")
  boolean finetune;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write tables (CSV), figures (SVG), results.md and run.json there.")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    RobustnessStudy.Question question = question();
    if (out != null) {
      JsonFiles.requireWritable(out.resolve("run.json"));
    }
    Network integers = WeightsFile.load(on.network);
    Dataset data = on.images(common.quiet);
    LabelledImages all = data.test();
    boolean tunes = finetune || question == RobustnessStudy.Question.FINE_TUNING;
    LabelledImages train = tunes ? data.train() : all;
    train = train.slice(0, Math.min(TUNING_IMAGES, train.count()));
    LabelledImages images = all.slice(0, Math.min(samples, all.count()));
    SequencedMap<String, DataTable> tables;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      RobustnessStudy study =
          new RobustnessStudy(
              integers,
              images,
              (model, rate) ->
                  AccuracyMeasurement.failingAt(
                      latencies.applyTo(
                          new SelectionRequest()
                              .network(on.network)
                              .packing(packing(model))
                              .progress(progress::update)),
                      rate),
              tunes ? FineTuning.epochOf(train, 1) : null,
              seeds,
              on.threads,
              what -> progress.update(question.token() + ": " + what, 0));
      tables = study.measure(question);
    }
    Made made = new Made(question, integers, images, seeds, tables);
    if (out != null) {
      made.write(out);
    }
    made.print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private static Packing packing(ErrorModelKind model) {
    return model == ErrorModelKind.SLOTS ? Packing.SLOTS_DELPHI : Packing.COEFFICIENTS_CHEETAH;
  }

  private RobustnessStudy.Question question() {
    RobustnessStudy.Question[] known = RobustnessStudy.Question.values();
    return Arrays.stream(known)
        .filter(question -> question.token().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no study of robustness: use %s"
                    .formatted(
                        name,
                        Arrays.stream(known)
                            .map(RobustnessStudy.Question::token)
                            .collect(Collectors.joining(", ")))));
  }

  /** What a study gave. */
  private record Made(
      RobustnessStudy.Question question,
      Network network,
      LabelledImages images,
      int seeds,
      SequencedMap<String, DataTable> tables)
      implements Report {

    void write(Path folder) throws IOException {
      for (Map.Entry<String, DataTable> table : tables.entrySet()) {
        write(folder.resolve(table.getKey() + ".csv"), table.getValue().csv());
      }
      for (Map.Entry<String, String> figure :
          RobustnessStudy.figures(question, tables).entrySet()) {
        write(folder.resolve(figure.getKey() + ".svg"), figure.getValue());
      }
      write(folder.resolve("results.md"), Study.markdown(tables, Integer.MAX_VALUE));
      JsonFiles.write(folder.resolve("run.json"), Report.versioned(run()));
    }

    private static void write(Path file, String text) throws IOException {
      JsonFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode run() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      BuildInfo build = BuildInfo.current();
      Machine machine = Machine.current();
      node.put("study", question.token());
      node.put("network", network.name());
      node.put("weights", network.training().command());
      node.put("images", images.name());
      node.put("samples", images.count());
      node.put("seeds", seeds);
      node.put("version", build.version());
      node.put("commit", build.commit());
      node.putObject("machine")
          .put("cpuModel", machine.cpuModel())
          .put("cores", machine.cores())
          .put("os", machine.os())
          .put("java", machine.java());
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
      return Study.markdown(tables, Integer.MAX_VALUE);
    }
  }
}
