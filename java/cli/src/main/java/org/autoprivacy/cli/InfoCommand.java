package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.BuildInfo;
import org.autoprivacy.Engines;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.kernel.Kernels;
import org.autoprivacy.security.LevelTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What this machine and build can do. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "What this machine and build can do.")
final class InfoCommand implements Callable<Integer> {

  /** Instruction sets that matter to our arithmetic, as Linux names them. */
  private static final List<String> FEATURES =
      List.of("avx2", "fma", "bmi2", "avx512f", "avx512dq", "avx512vl", "avx512ifma", "avx512vbmi");

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private static final int LEVEL = 128;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    new Info(
            BuildInfo.current(),
            Machine.current(),
            features(),
            engines(),
            LevelTable.HE_STANDARD_2018.todaysBits(LEVEL))
        .print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private static List<String> features() {
    try {
      return Files.readAllLines(CPU_INFO).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Arrays.asList(line.substring(line.indexOf(':') + 1).strip().split(" ")))
          .map(flags -> FEATURES.stream().filter(flags::contains).toList())
          .orElse(List.of());
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Engine> engines() {
    return Engines.all().stream()
        .map(engine -> new Engine(engine.name(), engine.isAvailable(), engine.detail()))
        .toList();
  }

  private record Engine(String name, boolean available, String detail) {}

  /** All of it. */
  private record Info(
      BuildInfo build,
      Machine machine,
      List<String> features,
      List<Engine> engines,
      LevelTable.Range table)
      implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("version", build.version());
      node.put("commit", build.commit());
      node.put("java", machine.java());
      ObjectNode cpu = node.putObject("cpu");
      cpu.put("model", machine.cpuModel());
      cpu.put("cores", machine.cores());
      ArrayNode list = cpu.putArray("features");
      features.forEach(list::add);
      ObjectNode kernels = node.putObject("kernels");
      ArrayNode available = kernels.putArray("available");
      Kernels.available().forEach(kind -> available.add(kind.option()));
      kernels.put("chosen", Kernels.chosen().option());
      kernels.put("reason", Kernels.reason());
      ArrayNode all = node.putArray("engines");
      for (Engine engine : engines) {
        all.addObject()
            .put("name", engine.name())
            .put("available", engine.available())
            .put("detail", engine.detail());
      }
      ObjectNode security = node.putObject("security");
      security.put("levelTable", LevelTable.ESTIMATOR.token());
      security
          .putArray("otherLevelTables")
          .addObject()
          .put("name", LevelTable.HE_STANDARD_2018.token())
          .put("level", LEVEL)
          .put("leastBits", table.least())
          .put("mostBits", table.most());
      return node;
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append("autoprivacy %s, commit %s%n".formatted(build.version(), build.commit()));
      text.append("java  %s, %s%n".formatted(machine.java(), machine.os()));
      text.append("cpu   %s, %d cores%n".formatted(machine.cpuModel(), machine.cores()));
      text.append("      %s%n".formatted(String.join(" ", features)));
      text.append("kernel  %s: %s%n".formatted(Kernels.chosen().option(), Kernels.reason()));
      for (Engine engine : engines) {
        text.append(
            "%s  %s: %s%n"
                .formatted(
                    engine.name(),
                    engine.available() ? "available" : "not available",
                    engine.detail()));
      }
      text.append(
          String.format(
              Locale.ROOT,
              "security  computed: the tables of 2018 that SEAL and OpenFHE enforce have %.1f to %.1f bits in their %d-bit rows by today's estimate (--level-table %s allows them by name)%n",
              table.least(),
              table.most(),
              LEVEL,
              LevelTable.HE_STANDARD_2018.token()));
      return text.toString();
    }
  }
}
