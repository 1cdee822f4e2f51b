package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.BuildInfo;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.seal.SealBackend;
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

  private static final Path RESULTS =
      Path.of(System.getProperty("autoprivacy.home", ""), "bench", "results");
  private static final String QUICK = "--quick";
  private static final String RAW = ".json";
  private static final String MACHINE = ".machine.json";
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  private RecordedRun() {}

  /**
   * Runs what the arguments select.
   *
   * @param arguments as JMH takes them, a pattern and {@code -p} for example, and {@code --quick}
   * @throws CommandLineOptionException if JMH does not know an option
   * @throws RunnerException if a benchmark fails
   * @throws IOException if the record cannot be written
   */
  public static void main(String[] arguments)
      throws CommandLineOptionException, RunnerException, IOException {
    boolean quick = List.of(arguments).contains(QUICK);
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
        String stem = newStem();
        JsonFiles.write(RESULTS.resolve(stem + MACHINE), environment());
        JsonFiles.write(RESULTS.resolve(stem + RAW), array);
        System.err.println("recorded in " + RESULTS.resolve(stem + RAW));
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

  /** Date, host and commit, with a number where that is taken: nothing is replaced. */
  private static String newStem() throws IOException {
    String commit = BuildInfo.current().commit();
    String stem =
        "%s-%s-%s"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                InetAddress.getLocalHost().getHostName(),
                commit.substring(0, Math.min(7, commit.length())));
    String free = stem;
    for (int i = 2; Files.exists(RESULTS.resolve(free + RAW)); i++) {
      free = stem + "-" + i;
    }
    return free;
  }

  private static JsonNode environment() {
    ObjectNode environment = JsonNodeFactory.instance.objectNode();
    Machine machine = Machine.current();
    String commit = BuildInfo.current().commit();
    environment.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    environment.put("commit", commit.replace("-dirty", ""));
    environment.put("dirty", commit.endsWith("-dirty"));
    environment.put("cpuModel", machine.cpuModel());
    environment.put("cores", machine.cores());
    environment.put("governor", governor());
    environment.put(
        "loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    environment.put("os", machine.os());
    environment.put("java", machine.java());
    environment.put(
        "flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    for (HeBackend engine : new HeBackend[] {SealBackend.ffm(), SealBackend.jna()}) {
      environment.put(engine.name(), engine.detail());
    }
    return environment;
  }

  private static String governor() {
    try {
      return Files.readString(GOVERNOR, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
