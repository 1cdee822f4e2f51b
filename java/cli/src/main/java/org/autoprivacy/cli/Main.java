package org.autoprivacy.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The autoprivacy command. */
@Command(
    name = "autoprivacy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Chooses BFV parameters layer by layer for private neural-network inference.",
    footer = {
      "",
      "Also: 'autoprivacy test' builds everything and runs all tests.",
      "Exit codes: 0 ok, 1 the run failed, 2 bad usage or input, 3 a native library is missing,",
      "4 no parameters fit, 130 interrupted (state saved)."
    },
    subcommands = {
      InfoCommand.class,
      CountsCommand.class,
      LayerCommand.class,
      SurveyCommand.class,
      SecurityCommand.class,
      TrainCommand.class,
      WeightsCommand.class,
      SelectCommand.class,
      ProfileCommand.class,
      AccuracyCommand.class,
      RobustnessCommand.class,
      ParamsCommand.class,
      StudyCommand.class,
      ValidateCommand.class
    })
public final class Main implements Runnable {

  @Spec CommandSpec spec;

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    StandardError.restore();
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    System.exit(run(args, out, System.err));
  }

  /** Runs the command; the result goes to {@code out}, all else to {@code err}. */
  static int run(String[] args, PrintWriter out, PrintStream err) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out);
    commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionStrategy(new CommandLine.RunLast());
    commandLine.setParameterExceptionHandler(Main::usageError);
    commandLine.setExecutionExceptionHandler(Main::executionError);
    int code = execute(commandLine, args);
    out.flush();
    return code;
  }

  /** As picocli does it, which lets errors pass; a lack of memory is a failure like others. */
  private static int execute(CommandLine commandLine, String[] args) {
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      Failure failure = Failure.of(e);
      report(commandLine, failure.line());
      return failure.exitCode().code();
    }
  }

  private static int usageError(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad usage");
    report(command, line + ": see '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE.code();
  }

  private static int executionError(
      Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    Failure failure = Failure.of(e);
    report(command, failure.line());
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (last.hasMatchedOption("--debug")) {
      e.printStackTrace(command.getErr());
    }
    return failure.exitCode().code();
  }

  private static void report(CommandLine command, String line) {
    command.getErr().println("autoprivacy: " + line);
    command.getErr().flush();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
