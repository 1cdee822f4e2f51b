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
import java.util.List;
import org.autoprivacy.json.JsonFiles;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Records what docs/performance.md is made of, in about a quarter of an hour a round: each
 * operation at each size on all implementations one right after the other, so that a machine that
 * changes its speed changes it for all of them.
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

  private static final String[] ALL = {"seal-ffm", "vector", "native", "scalar"};
  private static final String[] JAVA = {"seal-ffm", "vector"};
  // Flags given here replace those of the benchmark's own annotation.
  private static final String[] NO_AVX512 = {
    "--enable-native-access=ALL-UNNAMED",
    "--add-modules=jdk.incubator.vector",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+UseParallelGC",
    "-Xms1g",
    "-Xmx1g",
    "-XX:UseAVX=2"
  };

  private RecordedSuite() {}

  /** One measured cell after the other, in the order in which they are run. */
  private interface Part {
    void run(List<JsonNode> results) throws RunnerException, IOException;
  }

  /** Runs everything and records five files. */
  static void run(int rounds) throws RunnerException, IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    record(BFV, rounds, RecordedSuite::bfv);
    record(NTT, rounds, RecordedSuite::ntt);
    record(AVX2, rounds, RecordedSuite::avx2);
    record(THREADS, rounds, RecordedSuite::threads);
    record(START, 1, StartUp::measure);
    System.setOut(out);
  }

  private static void record(String label, int rounds, Part part)
      throws RunnerException, IOException {
    List<JsonNode> results = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      part.run(results);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(results);
    Records.write(label, JsonFiles.format(array).getBytes(StandardCharsets.UTF_8));
  }

  private static void bfv(List<JsonNode> results) throws RunnerException, IOException {
    for (String operation : OPERATIONS) {
      for (String parameters : List.of(LARGE, SMALL)) {
        measure(bfv(operation, parameters, ALL).addProfiler(GCProfiler.class), results);
      }
    }
    measure(bfv("rotate", LARGE, "seal-jna"), results);
    measure(bfv("multiplyPlainNtt", LARGE, "seal-jna"), results);
  }

  private static ChainedOptionsBuilder bfv(
      String operation, String parameters, String... implementations) {
    return new OptionsBuilder()
        .include("BfvBenchmark\\." + operation + "$")
        .param("parameters", parameters)
        .param("implementation", implementations);
  }

  private static void ntt(List<JsonNode> results) throws RunnerException, IOException {
    for (String degree : DEGREES) {
      measure(ntt("forward", degree, ALL), results);
      measure(ntt("forwardLazy", degree, "vector", "native", "scalar"), results);
      measure(ntt("inverse", degree, ALL), results);
    }
  }

  private static ChainedOptionsBuilder ntt(
      String operation, String degree, String... implementations) {
    return new OptionsBuilder()
        .include("NttBenchmark\\." + operation + "$")
        .param("polyDegree", degree)
        .param("modulusBits", "48")
        .param("implementation", implementations);
  }

  private static void avx2(List<JsonNode> results) throws RunnerException, IOException {
    for (String operation : OPERATIONS) {
      measure(bfv(operation, LARGE, JAVA).jvmArgsAppend(NO_AVX512), results);
    }
    measure(ntt("forward", "8192", JAVA).jvmArgsAppend(NO_AVX512), results);
    measure(ntt("inverse", "8192", JAVA).jvmArgsAppend(NO_AVX512), results);
  }

  private static void threads(List<JsonNode> results) throws RunnerException, IOException {
    for (String operation : List.of("rotate", "multiplyRelinearize", "encryptSymmetric")) {
      for (int threads = 1; threads <= 2; threads++) {
        measure(bfv(operation, LARGE, JAVA).threads(threads), results);
      }
    }
  }

  private static void measure(ChainedOptionsBuilder options, List<JsonNode> results)
      throws RunnerException, IOException {
    Path raw = Files.createTempFile("jmh", ".json");
    try {
      options
          .forks(1)
          .warmupIterations(6)
          .warmupTime(TimeValue.milliseconds(500))
          .measurementIterations(5)
          .measurementTime(TimeValue.milliseconds(300))
          .resultFormat(ResultFormatType.JSON)
          .result(raw.toString());
      new Runner(options.build()).run();
      JsonFiles.mapper().readTree(raw.toFile()).forEach(results::add);
    } finally {
      Files.deleteIfExists(raw);
    }
  }
}
