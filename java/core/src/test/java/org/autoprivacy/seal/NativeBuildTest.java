package org.autoprivacy.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native build where something is missing: Java goes on, and one line says what to do. */
final class NativeBuildTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();

  @TempDir Path folder;

  private record Outcome(int status, String output) {}

  private static Outcome run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static boolean starts(String... command) throws InterruptedException {
    try {
      return run(PROJECT, Map.of(), command).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void needsTools() throws InterruptedException {
    Assumptions.assumeTrue(
        starts("sh", "-c", "command -v cmake && command -v c++"), "cmake and c++ are not here");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Builds a copy of the native part; the reason why there is no library. */
  private String reason(String preset, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path project = folder.resolve("project");
    copy(PROJECT.resolve("native"), project.resolve("native"));
    for (String file : List.of("CMakeLists.txt", "CMakePresets.json")) {
      Files.copy(PROJECT.resolve(file), project.resolve(file));
    }
    Path classes = folder.resolve("classes");
    Map<String, String> whole = new java.util.HashMap<>(environment);
    whole.putIfAbsent("AP_CACHE", folder.resolve("cache").toString());
    Outcome outcome = run(project, whole, "sh", "native/build.sh", preset, classes.toString());
    assertEquals(0, outcome.status(), outcome.output());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> regular = files.filter(Files::isRegularFile).toList();
      // Where there is a compiler but no SEAL, the kernels are there.
      boolean kernels = outcome.output().contains("no SEAL: ");
      Set<String> names =
          regular.stream().map(f -> f.getFileName().toString()).collect(Collectors.toSet());
      String library = System.mapLibraryName("autoprivacy_kernels");
      assertEquals(kernels ? Set.of("unavailable.txt", library) : Set.of("unavailable.txt"), names);
      String reason = Files.readString(regular.get(0).resolveSibling("unavailable.txt")).strip();
      assertFalse(reason.contains("\n"), reason);
      assertTrue(outcome.output().contains(reason), outcome.output());
      return reason;
    }
  }

  /** A folder of commands that hides what else there is. */
  private String pathWith(String... tools) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : tools) {
      String file = run(PROJECT, Map.of(), "sh", "-c", "command -v " + tool).output().strip();
      Files.createSymbolicLink(bin.resolve(tool), Path.of(file));
    }
    return bin.toString();
  }

  private static final String[] SHELL = {
    "sh", "dirname", "uname", "tr", "mkdir", "rm", "cat", "head", "cp", "mv", "cmp"
  };

  @Test
  void withoutCmake() throws IOException, InterruptedException {
    String reason = reason("release", Map.of("PATH", pathWith(SHELL)));
    assertTrue(reason.contains("CMake 3.22 or later is not installed"), reason);
  }

  @Test
  void withoutCompiler() throws IOException, InterruptedException {
    String reason = reason("release", Map.of("CXX", "no-such-compiler"));
    assertTrue(reason.contains("no C++ compiler is installed (no-such-compiler)"), reason);
  }

  private static void needsMachineWithoutSeal() {
    Assumptions.assumeFalse(
        SealBackend.ffm().isAvailable() && SealBackend.ffm().build().startsWith("installed"),
        "SEAL is installed here, so that nothing has to be fetched");
  }

  @Test
  void withoutSeal() throws IOException, InterruptedException {
    needsMachineWithoutSeal();
    String reason = reason("system", Map.of());
    assertTrue(reason.contains("no SEAL 4.1 to 4.4 is installed"), reason);
    try (Stream<Path> files = Files.walk(folder.resolve("classes"))) {
      String library = System.mapLibraryName("autoprivacy_kernels");
      assertTrue(files.anyMatch(f -> f.endsWith(library)), "the kernels need no SEAL");
    }
  }

  @Test
  void withoutPip() throws IOException, InterruptedException {
    needsMachineWithoutSeal();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path python = Files.writeString(bin.resolve("python3"), "#!/bin/sh\nexit 1\n");
    assertTrue(python.toFile().setExecutable(true));
    String reason = reason("release", Map.of("PATH", bin + ":" + System.getenv("PATH")));
    assertTrue(reason.contains("has no pip"), reason);
  }

  @Test
  void withoutNetwork() throws IOException, InterruptedException {
    needsMachineWithoutSeal();
    // Nothing listens on this port, and no other source of packages is configured.
    String reason =
        reason(
            "release",
            Map.of(
                "PIP_INDEX_URL", "http://127.0.0.1:9/simple",
                "PIP_CONFIG_FILE", "/dev/null",
                "PIP_NO_CACHE_DIR", "1",
                "PIP_RETRIES", "0",
                "PIP_TIMEOUT", "1"));
    assertTrue(reason.contains("cannot be downloaded"), reason);
  }

  @Test
  void withAnUnusableCache() throws IOException, InterruptedException {
    needsMachineWithoutSeal();
    Path file = Files.writeString(folder.resolve("file"), "");
    String reason = reason("release", Map.of("AP_CACHE", file.toString()));
    assertTrue(reason.contains("cannot make the folder"), reason);
  }

  @Test
  void aDamagedCacheIsSeen() throws IOException, InterruptedException {
    Outcome outcome =
        run(
            folder,
            Map.of(),
            "cmake",
            "-P",
            PROJECT.resolve("native/test/cache_test.cmake").toString());
    assertEquals(0, outcome.status(), outcome.output());
  }

  @Test
  void theNativeTestsPass() throws IOException, InterruptedException {
    Path build = PROJECT.resolve("java/core/target/native");
    Assumptions.assumeTrue(SealBackend.ffm().isAvailable(), SealBackend.ffm().detail());
    Assumptions.assumeTrue(Files.exists(build), "the native library was built elsewhere");
    Outcome built = run(folder, Map.of(), "cmake", "--build", build.toString());
    assertEquals(0, built.status(), built.output());
    Outcome tested = run(build, Map.of(), "ctest", "--output-on-failure");
    assertEquals(0, tested.status(), tested.output());
  }
}
