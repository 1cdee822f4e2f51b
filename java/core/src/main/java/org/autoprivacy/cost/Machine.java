package org.autoprivacy.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The machine that latencies were measured on.
 *
 * @param cpuModel as the operating system names it
 * @param cores logical processors
 * @param os name and version of the operating system
 * @param java version and vendor of the Java virtual machine
 */
public record Machine(String cpuModel, int cores, String os, String java) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine. */
  public static Machine current() {
    return new Machine(
        cpuModelHere(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"));
  }

  private static String cpuModelHere() {
    try {
      return cpuModel(Files.readAllLines(CPU_INFO));
    } catch (IOException e) {
      return "unknown " + System.getProperty("os.arch");
    }
  }

  private static String cpuModel(List<String> lines) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0
          && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("model name")) {
        return line.substring(colon + 1).strip();
      }
    }
    return "unknown " + System.getProperty("os.arch");
  }
}
