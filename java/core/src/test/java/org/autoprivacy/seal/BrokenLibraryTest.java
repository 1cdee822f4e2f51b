package org.autoprivacy.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that cannot be loaded, in a virtual machine of its own: a twin loads only once. */
final class BrokenLibraryTest {

  @TempDir Path folder;

  /** Prints what each twin says of itself. */
  public static void main(String[] arguments) {
    for (SealBackend twin : List.of(SealBackend.ffm(), SealBackend.jna())) {
      System.out.println(twin.isAvailable() + " " + twin.detail());
    }
  }

  @Test
  void eachTwinSaysSoInOneLine() throws IOException, InterruptedException {
    Path broken = Files.writeString(folder.resolve("broken.so"), "no library");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dautoprivacy.seal.library=" + broken,
                "-cp",
                System.getProperty("java.class.path"),
                BrokenLibraryTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    List<String> lines = output.lines().toList();
    assertEquals(2, lines.size(), output);
    for (String line : lines) {
      assertTrue(line.startsWith("false ") && line.contains("cannot be loaded"), line);
      assertTrue(line.contains("-Dautoprivacy.seal.library=FILE"), line);
    }
  }
}
