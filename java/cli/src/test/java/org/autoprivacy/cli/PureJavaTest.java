package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.ProfileEntry;
import org.autoprivacy.cost.ProfileJson;
import org.autoprivacy.cost.Profiler;
import org.autoprivacy.json.JsonFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands with {@code --engine java} where no native library exists and none may be loaded. */
class PureJavaTest {

  @TempDir Path folder;

  @Test
  void profileAndSelectNeedNoNativeLibrary() throws IOException {
    Path profile = folder.resolve("profile.json");
    List<ProfileEntry> kept = allButOneSetting();
    JsonFiles.write(profile, ProfileJson.toJson(profileOf(kept)));
    int code = commands(profile);
    String errors = Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8);
    assertEquals(0, code, errors);

    JsonNode info = JsonFiles.read(folder.resolve("info.json"));
    assertFalse(info.toString().contains("transforms in C"), info.toString());
    for (JsonNode engine : info.get("engines")) {
      assertEquals(
          engine.get("name").asText().equals("java"),
          engine.get("available").asBoolean(),
          engine.toString());
    }
    MachineProfile measured = ProfileJson.read(profile);
    assertTrue(measured.entries().size() > kept.size(), "nothing was measured");
    assertTrue(measured.entries().containsAll(kept), "what was there was measured again");
    JsonNode selection = JsonFiles.read(folder.resolve("select.json"));
    assertEquals(5, selection.get("layers").size());
    assertTrue(selection.get("provenance").get("engine").asText().startsWith("java, "));
    assertEquals(5, selection.get("verification").size());
  }

  /** The recorded latencies of another engine, without those of one setting. */
  private static List<ProfileEntry> allButOneSetting() throws IOException {
    return ProfileJson.read(Cli.profile()).entries().stream()
        .filter(entry -> entry.polyDegree() > 1024 || entry.specialPrime())
        .toList();
  }

  private static MachineProfile profileOf(List<ProfileEntry> entries) {
    return new MachineProfile(
        Machine.current(),
        "java",
        Profiler.library(JavaBackend.instance()),
        JavaBackend.instance().build(),
        "2026-11-23T00:00:00Z",
        entries);
  }

  private int commands(Path profile) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                // Whoever loads or calls native code is refused by the JVM.
                "--illegal-native-access=deny",
                "-Dautoprivacy.seal.library=" + folder.resolve("no-such.so"),
                "-Dautoprivacy.kernels.library=" + folder.resolve("no-such.so"),
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                folder.toString(),
                profile.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("err.txt").toFile())
            .start();
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      child.destroy();
      throw new IOException("interrupted", e);
    }
  }

  /** What the other JVM runs. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      String profile = arguments[1];
      run(folder.resolve("info.json"), "info", "--json");
      run(
          folder.resolve("profile-out.json"),
          "profile",
          "--quick",
          "--quiet",
          "--json",
          "--engine=java",
          "--out=" + profile);
      run(
          folder.resolve("select.json"),
          "select",
          "--json",
          "--quiet",
          "--engine=java",
          "--profile=" + profile,
          "--policy=fixed:2^-10",
          "--episodes=1",
          "--verify=1",
          "--out=" + folder.resolve("selection"));
      System.exit(0);
    }

    private static void run(Path to, String... arguments) throws IOException {
      long start = System.nanoTime();
      Cli result = Cli.run(arguments);
      System.out.println(
          "%s: code %d, %d ms, %s"
              .formatted(
                  arguments[0],
                  result.code(),
                  (System.nanoTime() - start) / 1_000_000,
                  result.err()));
      Files.writeString(to, result.out(), StandardCharsets.UTF_8);
      if (result.code() != 0) {
        System.exit(result.code());
      }
    }
  }
}
