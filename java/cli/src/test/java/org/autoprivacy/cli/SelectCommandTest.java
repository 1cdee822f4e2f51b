package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.autoprivacy.json.JsonFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectCommandTest {

  @TempDir Path folder;

  @Test
  void equalSeedsGiveEqualSelectionsWithAllKeys() throws IOException {
    JsonNode first = select("a", "--seed", "7", "--episodes", "20");
    JsonNode second = select("b", "--seed", "7", "--episodes", "20");
    assertEquals(withoutTimes(first), withoutTimes(second));
    ObjectNode selected = first.deepCopy();
    assertTrue(selected.remove("keys").has("bytes"), "what the keys cost is printed beside it");
    assertEquals(selected, JsonFiles.read(folder.resolve("a/selection.json")));
    for (String key :
        List.of(
            "network",
            "policy",
            "reward",
            "errorModel",
            "privacy",
            "seed",
            "layers",
            "totals",
            "accuracy",
            "baselines",
            "search")) {
      assertTrue(first.has(key), key);
    }
    assertEquals(5, first.get("layers").size());
    double latency = 0;
    for (JsonNode layer : first.get("layers")) {
      for (String key :
          List.of(
              "name",
              "shape",
              "packing",
              "errorRate",
              "of",
              "parameters",
              "predictedLatencyNanos",
              "bytesUp",
              "bytesDown")) {
        assertTrue(layer.has(key), key);
      }
      assertTrue(layer.get("parameters").get("securityBits").asDouble() >= 128);
      latency += layer.get("predictedLatencyNanos").asDouble();
    }
    assertEquals(latency, first.get("totals").get("predictedLatencyNanos").asDouble(), 1e-3);
    assertTrue(first.get("accuracy").get("clean").asDouble() >= 0.988);
    assertTrue(
        first.get("accuracy").get("underErrors").asDouble()
            >= first.get("accuracy").get("clean").asDouble() - 0.005);
    for (String other : List.of("delphi", "darl", "delphi-code", "cheetah-code")) {
      assertTrue(
          first.get("baselines").get(other).get("totals").get("predictedLatencyNanos").asDouble()
              > latency);
    }
    assertEquals(20, first.get("search").get("rewards").size());
    assertEquals(20, first.get("search").get("episodes").asInt());
    assertTrue(
        Cli.withProfile("select", "--episodes", "2", "--out", folder + "/t")
            .out()
            .contains("conv1"));
  }

  @Test
  void everyPolicyRuns() {
    for (String policy :
        List.of(
            "random", "fixed:2^-10", "greedy", "delphi", "darl", "delphi-code", "cheetah-code")) {
      JsonNode selection = select(policy, "--policy", policy, "--episodes", "3");
      assertEquals(policy, selection.get("policy").asText());
    }
    JsonNode slots =
        select("slots", "--packing", "slots-delphi", "--reward", "paper", "--episodes", "3");
    assertEquals("slots", slots.get("errorModel").asText());
    assertEquals("paper", slots.get("reward").asText());
    for (JsonNode layer : slots.get("layers")) {
      double rate = layer.get("errorRate").asDouble();
      assertTrue(rate <= Math.pow(2, -5) && rate >= Math.pow(2, -15), "rate " + rate);
      assertEquals("ciphertext", layer.get("of").asText());
    }
  }

  @Test
  void aKilledSelectionResumesToTheSameResult() throws IOException, InterruptedException {
    JsonNode whole = select("whole", "--seed", "3", "--episodes", "60");
    Path out = folder.resolve("killed");
    Process process = start("--seed", "3", "--episodes", "60", "--out", out.toString());
    Path state = out.resolve("search.state");
    while (process.isAlive() && !Files.exists(state)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    process.destroyForcibly();
    process.waitFor();
    assertTrue(Files.exists(state), "the search ended without a saved state");
    assertFalse(Files.exists(out.resolve("selection.json")), "the search was over too soon");
    JsonNode resumed = select("killed", "--seed", "3", "--episodes", "60", "--resume");
    assertEquals(withoutTimes(whole), withoutTimes(resumed));
    Cli.withProfile(
            "select", "--seed", "4", "--episodes", "60", "--resume", "--out", out.toString())
        .failed(ExitCode.USAGE, "search.state");
  }

  /** A limit on the size of files stands in for a full disk: both fail in the middle of a write. */
  @Test
  void aDiskThatFillsUpLeavesNothingHalfWritten() throws IOException, InterruptedException {
    Path out = folder.resolve("full");
    List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "-"));
    command.addAll(command("--episodes", "3", "--quiet", "--out", out.toString()));
    command.add(5, "-XX:-UsePerfData");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertEquals(ExitCode.FAILED.code(), process.waitFor());
    List<String> err =
        Files.readAllLines(folder.resolve("err")).stream()
            .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
            .toList();
    assertEquals(1, err.size(), err.toString());
    assertTrue(err.getFirst().contains("search.state"), err.getFirst());
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private JsonNode select(String name, String... options) {
    List<String> args = new ArrayList<>(List.of("select", "--json", "--quiet"));
    args.addAll(List.of(options));
    args.addAll(List.of("--out", folder.resolve(name).toString()));
    return Cli.withProfile(args.toArray(String[]::new)).json();
  }

  private Process start(String... options) throws IOException {
    return new ProcessBuilder(command(options))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "select",
                "--profile",
                Cli.profile().toString(),
                "--foreign"));
    command.addAll(List.of(options));
    return command;
  }

  private static JsonNode withoutTimes(JsonNode selection) {
    ObjectNode copy = selection.deepCopy();
    ((ObjectNode) copy.get("search")).remove("seconds");
    return copy;
  }
}
