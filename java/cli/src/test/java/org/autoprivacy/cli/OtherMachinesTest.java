package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does where libtorch or memory is missing, each time in a JVM of its own. */
class OtherMachinesTest {

  /** JavaCPP takes itself for a machine that libtorch does not come for. */
  private static final String NO_LIBTORCH = "-Dorg.bytedeco.javacpp.platform=linux-riscv64";

  @TempDir Path folder;

  private Cli run(List<String> flags, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(args));
    Path err = folder.resolve("err.txt");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    List<String> lines =
        Files.readAllLines(err).stream().filter(line -> !line.startsWith("WARNING:")).toList();
    return new Cli(code, out, String.join("\n", lines));
  }

  @Test
  void withoutLibtorchOnlyTrainingIsMissing() throws IOException, InterruptedException {
    List<String> flags = List.of(NO_LIBTORCH);
    run(flags, "train", "mnist-cnn", "--out", folder.resolve("w").toString())
        .failed(ExitCode.NATIVE_MISSING, "training needs libtorch", "not for linux-riscv64");
    String[] select = {
      "select",
      "--policy",
      "fixed:2^-20",
      "--profile",
      Cli.profile().toString(),
      "--foreign",
      "--out",
      folder.resolve("s").toString(),
      "--quiet"
    };
    Cli selected = run(flags, select);
    assertEquals(0, selected.code(), selected.err());
    assertTrue(selected.out().contains("conv1"), selected.out());
    Cli accuracy = run(flags, "accuracy", "--samples", "64", "--json", "--quiet");
    assertTrue(accuracy.json().get("top1").asDouble() > 0.9);
    String[] tuned = java.util.Arrays.copyOf(select, select.length + 1);
    tuned[select.length] = "--finetune";
    run(flags, tuned).failed(ExitCode.NATIVE_MISSING, "training needs libtorch");
  }

  @Test
  void tooSmallAHeapIsOneLine() throws IOException, InterruptedException {
    run(List.of("-Xmx12m"), "accuracy", "--quiet")
        .failed(ExitCode.FAILED, "out of memory", "AUTOPRIVACY_JAVA_OPTS");
  }
}
