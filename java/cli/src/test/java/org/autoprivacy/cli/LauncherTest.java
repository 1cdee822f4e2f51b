package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where something that it needs is missing; the clone is a copy without a build. */
class LauncherTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();

  @TempDir Path folder;

  @Test
  void withoutAJdk25ItSaysWhatToInstall() throws IOException, InterruptedException {
    Run run = launch(Map.of("JAVA_HOME", "/nonexistent", "AP_JDK_FOLDERS", ""), "info");
    run.failed(ExitCode.NATIVE_MISSING, "no JDK 25");
  }

  @Test
  void anOlderJavaHomeIsPassedOver() throws IOException, InterruptedException {
    Path old = Files.createDirectories(folder.resolve("old"));
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.writeString(old.resolve("bin/javac"), "#!/bin/sh\n");
    assertTrue(old.resolve("bin/javac").toFile().setExecutable(true));
    Run run = launch(Map.of("JAVA_HOME", old.toString(), "AP_JDK_FOLDERS", ""), "info");
    run.failed(ExitCode.NATIVE_MISSING, "no JDK 25");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws IOException, InterruptedException {
    Run run = launch(Map.of("JAVA_HOME", System.getProperty("java.home")), "info");
    run.failed(ExitCode.NATIVE_MISSING, "Maven");
    launch(Map.of("JAVA_HOME", System.getProperty("java.home")), "test")
        .failed(ExitCode.NATIVE_MISSING, "Maven");
  }

  @Test
  void aBuildThatFailsNamesItsLog() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] the disk is full'\nexit 1\n");
    assertTrue(bin.resolve("mvn").toFile().setExecutable(true));
    Run run = launch(Map.of("JAVA_HOME", System.getProperty("java.home")), "info");
    assertEquals(ExitCode.FAILED.code(), run.code(), run.err());
    assertTrue(run.err().contains("the disk is full"), run.err());
    assertTrue(run.err().contains("build.log"), run.err());
  }

  private record Run(int code, String err) {
    void failed(ExitCode expected, String word) {
      assertEquals(expected.code(), code, err);
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.contains(word), err);
    }
  }

  /** Runs a copy of the launcher in a folder of its own, with only the basic tools on PATH. */
  private Run launch(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path clone = Files.createDirectories(folder.resolve("clone"));
    Path launcher = clone.resolve("autoprivacy");
    Files.deleteIfExists(launcher);
    Files.copy(PROJECT.resolve("autoprivacy"), launcher);
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool :
        List.of(
            "bash",
            "dirname",
            "readlink",
            "grep",
            "find",
            "mkdir",
            "flock",
            "touch",
            "sed",
            "tee",
            "cut",
            "mv",
            "cat",
            "env")) {
      Path link = bin.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, tool(tool));
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(bin.resolve("bash").toString(), launcher.toString());
    builder.command().addAll(List.of(args));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", folder.toString());
    Path err = folder.resolve("err");
    Process process =
        builder.redirectError(err.toFile()).redirectOutput(folder.resolve("out").toFile()).start();
    int code = process.waitFor();
    return new Run(code, Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path tool(String name) {
    for (String place : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
      Path path = Path.of(place, name);
      if (Files.exists(path)) {
        return path;
      }
    }
    throw new AssertionError(name + " is missing on this machine");
  }
}
