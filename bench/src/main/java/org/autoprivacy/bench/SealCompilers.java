package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.seal.SealBackend;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * SEAL as this build makes it beside SEAL made by another compiler: the same operations in turns,
 * in JVMs of their own, of which the other ones load a library that is named. The other compiler is
 * no part of the build.
 */
final class SealCompilers {

  static final String LABEL = "clang";
  static final String OTHER = "seal-clang";
  static final List<String> NTT = List.of("forward", "inverse");
  static final List<String> BFV = List.of("rotate", "multiplyRelinearize", "encryptSymmetric");
  static final List<String> DEGREES = List.of("4096", "8192", "32768");

  private static final String PROPERTY = "-Dautoprivacy.seal.library=";
  private static final int ROUNDS = 3;

  private SealCompilers() {}

  /** Records both. */
  static void record(Path library) throws RunnerException, IOException {
    List<JsonNode> results = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (String degree : DEGREES) {
        for (String operation : NTT) {
          both(RecordedSuite.ntt(operation, degree), library, results);
        }
      }
      for (String operation : BFV) {
        both(RecordedSuite.bfv(operation, RecordedSuite.LARGE), library, results);
      }
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(results);
    Records.write(
        LABEL,
        JsonFiles.format(array).getBytes(StandardCharsets.UTF_8),
        Map.of(OTHER, detail(library)));
  }

  private static String property(Path library) {
    return PROPERTY + library.toAbsolutePath();
  }

  private static void both(ChainedOptionsBuilder options, Path library, List<JsonNode> results)
      throws RunnerException, IOException {
    List<String> seal = List.of(Cells.SEAL);
    RecordedSuite.measure(options, seal, results);
    List<JsonNode> others = new ArrayList<>();
    RecordedSuite.measure(options, seal, others, property(library));
    for (JsonNode other : others) {
      ((ObjectNode) other.get("params")).put("implementation", OTHER);
      // A record names no folder of the machine that it was made on.
      ArrayNode flags = (ArrayNode) other.get("jvmArgs");
      for (int i = 0; i < flags.size(); i++) {
        if (flags.get(i).asText().equals(property(library))) {
          flags.set(i, flags.textNode(PROPERTY + library.getFileName()));
        }
      }
      results.add(other);
    }
  }

  /** What the other library says of itself, asked in a JVM of its own. */
  private static String detail(Path library) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                property(library),
                "-cp",
                System.getProperty("java.class.path"),
                SealCompilers.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Prints what the SEAL of this JVM says of itself. */
  public static void main(String[] arguments) {
    System.out.println(SealBackend.ffm().detail());
  }
}
