package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoprivacy.BuildInfo;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.Kernels;
import org.autoprivacy.seal.SealBackend;

/**
 * Recorded runs in bench/results: {@code <date>-<host>-<commit>[-label].json}, and what it ran on
 * in {@code .machine.json} beside it. Nothing is ever replaced.
 */
final class Records {

  private static final String HOME_PROPERTY = "autoprivacy.home";
  private static final String HOME_FLAG = "-D" + HOME_PROPERTY + "=";

  static final Path HOME = Path.of(System.getProperty(HOME_PROPERTY, ""));

  private static final Path RESULTS = HOME.resolve("bench").resolve("results");
  private static final String RAW = ".json";
  private static final String MACHINE = ".machine.json";
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  private Records() {}

  /** Records a document; a label tells it from others of its date. */
  static void write(String label, byte[] json) throws IOException {
    write(label, json, Map.of());
  }

  /** Records a document, with more to say about what it ran on. */
  static void write(String label, byte[] json, Map<String, String> more) throws IOException {
    String stem = newStem(label.isEmpty() ? "" : "-" + label);
    ObjectNode environment = environment();
    more.forEach(environment::put);
    JsonFiles.write(RESULTS.resolve(stem + MACHINE), environment);
    JsonFiles.write(RESULTS.resolve(stem + RAW), withoutPlaces(json));
    System.err.println("recorded in " + RESULTS.resolve(stem + RAW));
  }

  /** JMH's array without the flag that says where this project lies on this machine. */
  private static byte[] withoutPlaces(byte[] json) throws IOException {
    JsonNode results = JsonFiles.mapper().readTree(json);
    for (JsonNode result : results) {
      if (result.get("jvmArgs") instanceof ArrayNode flags) {
        for (int i = flags.size() - 1; i >= 0; i--) {
          if (flags.get(i).asText().startsWith(HOME_FLAG)) {
            flags.remove(i);
          }
        }
      }
    }
    return JsonFiles.format(results).getBytes(StandardCharsets.UTF_8);
  }

  /** The records with that label, the newest last. */
  static List<Path> all(String label) throws IOException {
    List<Path> records;
    try (Stream<Path> files = Files.list(RESULTS)) {
      records = files.filter(file -> isOf(file.getFileName().toString(), label)).toList();
    }
    Map<Path, String> times = new HashMap<>();
    for (Path record : records) {
      times.put(record, time(record));
    }
    return records.stream().sorted(Comparator.comparing(times::get)).toList();
  }

  /** When a record was made; older ones know the day alone. */
  private static String time(Path record) throws IOException {
    JsonNode machine = machine(record);
    return machine.path("time").asText(machine.path("date").asText());
  }

  private static boolean isOf(String name, String label) {
    return !name.endsWith(MACHINE) && name.matches(".*-" + label + "(-[0-9]+)?\\.json");
  }

  /** What a record ran on. */
  static JsonNode machine(Path record) throws IOException {
    String name = record.getFileName().toString();
    return JsonFiles.read(
        record.resolveSibling(name.substring(0, name.length() - RAW.length()) + MACHINE));
  }

  /** Date, host and commit, with a number where that is taken. */
  private static String newStem(String label) throws IOException {
    String commit = BuildInfo.current().commit();
    String stem =
        "%s-%s-%s%s"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                InetAddress.getLocalHost().getHostName(),
                commit.substring(0, Math.min(7, commit.length())),
                label);
    String free = stem;
    for (int i = 2; Files.exists(RESULTS.resolve(free + RAW)); i++) {
      free = stem + "-" + i;
    }
    return free;
  }

  private static ObjectNode environment() {
    ObjectNode environment = JsonNodeFactory.instance.objectNode();
    Machine machine = Machine.current();
    String commit = BuildInfo.current().commit();
    environment.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    environment.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    environment.put("commit", commit.replace("-dirty", ""));
    environment.put("dirty", commit.endsWith("-dirty"));
    environment.put("cpuModel", machine.cpuModel());
    environment.put("cores", machine.cores());
    environment.put("governor", governor());
    environment.put(
        "loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    environment.put("os", machine.os());
    environment.put("java", machine.java());
    environment.put(
        "flags",
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith(HOME_FLAG))
            .collect(Collectors.joining(" ")));
    for (KernelKind kind : Kernels.available()) {
      environment.put(kind.option(), Kernels.detail(kind));
    }
    for (HeBackend engine : List.of(SealBackend.ffm(), SealBackend.jna())) {
      environment.put(engine.name(), engine.detail());
    }
    return environment;
  }

  private static String governor() {
    try {
      return Files.readString(GOVERNOR, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
