package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoprivacy.json.JsonFiles;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Records what docs/performance.md is made of, in about ten minutes a round: each operation at each
 * size on all implementations one right after the other, so that a machine that changes its speed
 * changes it for all of them. A part of it may be recorded by itself; the page names the record of
 * every line.
 */
final class RecordedSuite {

  static final String BFV = "bfv";
  static final String NTT = "ntt";
  static final String AVX2 = "avx2";
  static final String THREADS = "threads";
  static final String START = "start";

  static final String LARGE = "8192-218";
  static final String SMALL = "4096-109";

  static final List<String> OPERATIONS =
      List.of(
          "multiplyPlainNtt",
          "rotate",
          "rotateHoisted16",
          "multiplyRelinearize",
          "encryptSymmetric",
          "encryptPublic",
          "decrypt",
          "modSwitch",
          "encode",
          "decode");

  /** Implementations whose first seconds are looked at; a user who says nothing has the first. */
  static final List<String> STARTED = List.of("adaptive", "native", "vector", "scalar", "seal-ffm");

  static final List<String> DEGREES = List.of("4096", "8192", "16384", "32768");

  private static final List<String> ALL = List.of("seal-ffm", "vector", "native", "scalar");
  private static final List<String> FAST = List.of("seal-ffm", "vector", "native");
  private static final List<String> JAVA = List.of("seal-ffm", "vector");
  private static final Set<String> SLOW_TO_WARM = Set.of("vector", "native");

  private static final String NO_AVX512 = "-XX:UseAVX=2";
  // Flags given to a run replace those of the benchmark's own annotation.
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseParallelGC",
          "-Xms1g",
          "-Xmx1g");

  private RecordedSuite() {}

  /** What is measured together, and what for. */
  private record Unit(String label, String name, Part part) {

    /** What a pattern is held against: {@code bfv/rotate/8192-218}. */
    String path() {
      return name.isEmpty() ? label : label + "/" + name;
    }
  }

  /** Measures. */
  private interface Part {
    void run(List<JsonNode> results) throws RunnerException, IOException;
  }

  /** Runs what the pattern is found in, and records a file for each label. */
  static void run(int rounds, Pattern pattern) throws RunnerException, IOException {
    List<Unit> chosen =
        units().stream().filter(unit -> pattern.matcher(unit.path()).find()).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no part matches '%s': they are %s"
              .formatted(
                  pattern, units().stream().map(Unit::path).collect(Collectors.joining(", "))));
    }
    PrintStream out = System.out;
    System.setOut(System.err);
    for (String label : List.of(BFV, NTT, AVX2, THREADS, START)) {
      List<Unit> parts = chosen.stream().filter(unit -> unit.label().equals(label)).toList();
      List<JsonNode> results = new ArrayList<>();
      for (int i = 0; i < (label.equals(START) ? 1 : rounds); i++) {
        for (Unit unit : parts) {
          unit.part().run(results);
        }
      }
      if (!results.isEmpty()) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(results);
        Records.write(label, JsonFiles.format(array).getBytes(StandardCharsets.UTF_8));
      }
    }
    System.setOut(out);
  }

  private static List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (String operation : OPERATIONS) {
      units.add(new Unit(BFV, operation + "/" + LARGE, results -> large(operation, results)));
      units.add(
          new Unit(BFV, operation + "/" + SMALL, results -> bfv(operation, SMALL, FAST, results)));
    }
    for (String degree : DEGREES) {
      units.add(new Unit(NTT, degree, results -> ntt(degree, results)));
    }
    for (String operation : OPERATIONS) {
      units.add(
          new Unit(
              AVX2,
              operation,
              results -> measure(bfv(operation, LARGE), JAVA, results, NO_AVX512)));
    }
    for (String operation : List.of("forward", "inverse")) {
      units.add(
          new Unit(
              AVX2,
              operation,
              results -> measure(ntt(operation, "8192"), JAVA, results, NO_AVX512)));
    }
    for (String operation : List.of("rotate", "multiplyRelinearize", "encryptSymmetric")) {
      units.add(new Unit(THREADS, operation, results -> threads(operation, results)));
    }
    units.add(new Unit(START, "", StartUp::measure));
    return units;
  }

  private static void large(String operation, List<JsonNode> results)
      throws RunnerException, IOException {
    bfv(operation, LARGE, ALL, results);
    if (List.of("rotate", "multiplyPlainNtt").contains(operation)) {
      measure(bfv(operation, LARGE), List.of("seal-jna"), results);
    }
  }

  private static void bfv(
      String operation, String parameters, List<String> implementations, List<JsonNode> results)
      throws RunnerException, IOException {
    measure(bfv(operation, parameters).addProfiler(GCProfiler.class), implementations, results);
  }

  private static void ntt(String degree, List<JsonNode> results)
      throws RunnerException, IOException {
    measure(ntt("forward", degree), ALL, results);
    measure(ntt("forwardLazy", degree), List.of("vector", "native"), results);
    measure(ntt("inverse", degree), ALL, results);
  }

  private static void threads(String operation, List<JsonNode> results)
      throws RunnerException, IOException {
    for (int threads = 1; threads <= 2; threads++) {
      measure(bfv(operation, LARGE).threads(threads), JAVA, results);
    }
  }

  static ChainedOptionsBuilder bfv(String operation, String parameters) {
    return new OptionsBuilder()
        .include("BfvBenchmark\\." + operation + "$")
        .param("parameters", parameters);
  }

  static ChainedOptionsBuilder ntt(String operation, String degree) {
    return new OptionsBuilder()
        .include("NttBenchmark\\." + operation + "$")
        .param("polyDegree", degree)
        .param("modulusBits", "48");
  }

  /** One implementation after the other; those on vectors wait for the compiler. */
  static void measure(
      ChainedOptionsBuilder options,
      List<String> implementations,
      List<JsonNode> results,
      String... flags)
      throws RunnerException, IOException {
    for (String implementation : implementations) {
      ChainedOptionsBuilder one =
          new OptionsBuilder().parent(options.build()).param("implementation", implementation);
      one.jvmArgsAppend(Stream.concat(FLAGS.stream(), Arrays.stream(flags)).toArray(String[]::new));
      Path raw = Files.createTempFile("jmh", ".json");
      try {
        one.forks(1)
            .warmupIterations(SLOW_TO_WARM.contains(implementation) ? 6 : 2)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(7)
            .measurementTime(TimeValue.milliseconds(200))
            .resultFormat(ResultFormatType.JSON)
            .result(raw.toString());
        new Runner(one.build()).run();
        JsonFiles.mapper().readTree(raw.toFile()).forEach(results::add);
      } finally {
        Files.deleteIfExists(raw);
      }
    }
  }
}
