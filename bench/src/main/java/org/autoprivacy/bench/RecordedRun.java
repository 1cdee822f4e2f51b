package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.autoprivacy.json.JsonFiles;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks with JMH's own options and prints a document whose {@code results} are JMH's own
 * array. The run is recorded in bench/results: the raw array in {@code
 * <date>-<host>-<commit>.json}, and what it ran on in {@code .machine.json} beside it. With {@code
 * --quick} it is short and only printed.
 */
public final class RecordedRun {

  private static final String QUICK = "--quick";
  private static final String PERFORMANCE = "--performance";
  private static final String PAGE = "--page";
  private static final String CLANG = "--clang";

  private RecordedRun() {}

  /**
   * Runs what the arguments select.
   *
   * @param arguments as JMH takes them, a pattern and {@code -p} for example, and {@code --quick};
   *     or {@code --performance}, which records what docs/performance.md is made of, with a number
   *     of rounds and a pattern of parts such as {@code bfv/rotate} if not all; or {@code --page},
   *     which makes that page; or {@code --clang} with a SEAL library that clang has built
   * @throws CommandLineOptionException if JMH does not know an option
   * @throws RunnerException if a benchmark fails
   * @throws IOException if the record cannot be written
   */
  public static void main(String[] arguments)
      throws CommandLineOptionException, RunnerException, IOException {
    boolean quick = List.of(arguments).contains(QUICK);
    if (arguments.length > 0 && arguments[0].equals(PERFORMANCE)) {
      performance(List.of(arguments).subList(1, arguments.length));
      return;
    }
    if (arguments.length > 1 && arguments[0].equals(CLANG)) {
      SealCompilers.record(Path.of(arguments[1]));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals(PAGE)) {
      PerformancePage.write();
      return;
    }
    String[] own =
        Arrays.stream(arguments).filter(argument -> !argument.equals(QUICK)).toArray(String[]::new);
    PrintStream result = System.out;
    // JMH tells its progress on standard output, which is for the result.
    System.setOut(System.err);
    Path raw = Files.createTempFile("jmh", ".json");
    try {
      new Runner(options(own, quick, raw)).run();
      byte[] array = Files.readAllBytes(raw);
      if (!quick) {
        Records.write("", array);
      }
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("schemaVersion", 1);
      document.set("results", JsonFiles.mapper().readTree(array));
      result.print(JsonFiles.format(document));
      result.flush();
    } finally {
      Files.deleteIfExists(raw);
    }
  }

  /** A number is that of rounds; anything else a pattern of the parts to record. */
  private static void performance(List<String> arguments) throws RunnerException, IOException {
    int rounds = 1;
    Pattern pattern = Pattern.compile("");
    for (String argument : arguments) {
      if (argument.matches("[0-9]+")) {
        rounds = Integer.parseInt(argument);
      } else {
        pattern = Pattern.compile(argument);
      }
    }
    RecordedSuite.run(rounds, pattern);
  }

  private static Options options(String[] arguments, boolean quick, Path raw)
      throws CommandLineOptionException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(arguments))
            .resultFormat(ResultFormatType.JSON)
            .result(raw.toString());
    if (quick) {
      options
          .forks(1)
          .warmupIterations(2)
          .measurementIterations(3)
          .warmupTime(TimeValue.milliseconds(500))
          .measurementTime(TimeValue.milliseconds(500));
    }
    return options.build();
  }
}
