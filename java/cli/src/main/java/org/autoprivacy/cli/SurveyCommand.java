package org.autoprivacy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.autoprivacy.CostSurvey;
import org.autoprivacy.ExactnessSurvey;
import org.autoprivacy.FailureSurvey;
import org.autoprivacy.Profiles;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.SpeedSurvey;
import org.autoprivacy.SurveyRequest;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.json.JsonFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Surveys of encrypted layers: recorded files, and tables made from them. */
@Command(
    name = "survey",
    mixinStandardHelpOptions = true,
    description =
        "Evaluates the linear layers of networks under encryption: exactness at safe"
            + " parameters, failures at parameters that are chosen for them, the cost model beside"
            + " measured times, or speed beside others' programs and in two threads. Writes"
            + " KIND.json and KIND.md; the same command goes on where an interrupted one was.")
final class SurveyCommand implements Callable<Integer> {

  /** What is looked at. */
  enum Kind {
    EXACTNESS,
    FAILURES,
    COSTS,
    SPEED
  }

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "KIND", description = "exactness, failures, costs or speed.")
  Kind kind = Kind.EXACTNESS;

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "7cnet-cifar10,resnet32-cifar100,mobilenetv2-cifar100,mobilenetv2-cifar10",
      description = "Networks, with commas between (default: ${DEFAULT-VALUE}).")
  List<String> networks = List.of();

  @Option(
      names = {"--engines", "--engine"},
      split = ",",
      defaultValue = "seal-ffm,java",
      description = "Engines, for exactness and costs (default: ${DEFAULT-VALUE}).")
  List<String> engines = List.of();

  @Option(
      names = "--poly-degrees",
      split = ",",
      defaultValue = "2048,4096,8192,16384",
      description = "Degrees, for exactness and costs (default: ${DEFAULT-VALUE}).")
  List<Integer> degrees = List.of();

  @Option(names = "--runs", defaultValue = "1", description = "Evaluations of each (default: 1).")
  int runs = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the recorded file and the table.")
  Path out = Path.of("survey");

  @Override
  public Integer call() throws IOException {
    String table;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      SurveyRequest request =
          new SurveyRequest(networks, engines, degrees, runs, out, progress::update);
      table =
          switch (kind) {
            case EXACTNESS -> ExactnessSurvey.run(request);
            case FAILURES -> FailureSurvey.run(request);
            case COSTS -> CostSurvey.run(request);
            case SPEED -> SpeedSurvey.run(request, ours(progress));
          };
    }
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    JsonFiles.write(out.resolve(name + ".md"), table.getBytes(StandardCharsets.UTF_8));
    spec.commandLine().getOut().print(table);
    spec.commandLine().getOut().flush();
    return ExitCode.OK.code();
  }

  /** The prices of our engine. */
  private static MachineProfile ours(Progress progress) throws IOException {
    return Profiles.obtain(new SelectionRequest().engine("java").progress(progress::update));
  }
}
