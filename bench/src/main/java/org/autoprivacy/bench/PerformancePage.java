package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.autoprivacy.json.JsonFiles;
import org.jspecify.annotations.Nullable;

/**
 * Makes docs/performance.md from the newest records; what was not recorded is said so. A line whose
 * operation was recorded by itself later than others names that record by its number.
 */
final class PerformancePage {

  private static final List<String> IMPLEMENTATIONS =
      List.of("vector", "native", "scalar", Cells.SEAL, "seal-jna");

  private final StringBuilder page = new StringBuilder();
  private final List<Path> used = new ArrayList<>();

  private PerformancePage() {}

  /** Writes the page. */
  static void write() throws IOException {
    PerformancePage made = new PerformancePage();
    made.fill();
    Path file = Records.HOME.resolve("docs").resolve("performance.md");
    JsonFiles.write(file, made.page.toString().getBytes(StandardCharsets.UTF_8));
    System.err.println("wrote " + file);
  }

  private void fill() throws IOException {
    line("# Speed of our engine beside SEAL's");
    line("");
    line("Made by `./autoprivacy bench --page` from the records named below, which");
    line("`./autoprivacy bench --performance` makes; nothing on this page is typed in. Times are");
    line("medians of iterations, ratios are ours divided by SEAL's in the same round of the same");
    line("run: lower is better. What bounds the cells that miss their aim is in");
    line(
        "[notes/engine.md](notes/engine.md). A part of the page can be recorded by itself; the last");
    line("column of a table is the number of the record in the list at the end.");
    Cells bfv = new Cells(Records.all(RecordedSuite.BFV));
    Cells ntt = new Cells(Records.all(RecordedSuite.NTT));
    line("");
    line("## Against what we want to reach");
    line("");
    line(
        "| operation | size | pure Java | at most | with native | at most | SEAL with HEXL | record |");
    line("|--|--|--|--|--|--|--|--|");
    targets(ntt, Target.NTT);
    targets(bfv, Target.BFV);
    line("");
    line(
        "**Bold** misses its aim. SEAL's transform is the reduced one also beside our lazy one. SEAL's");
    line(
        "sixteen rotations are sixteen single ones: it has no hoisting. The last column is what SEAL");
    line("reached with Intel HEXL when the project began; it was not measured in this run.");
    all("## All transforms of 48-bit primes", ntt, List.of("forward", "forwardLazy", "inverse"));
    all("## All operations", bfv, RecordedSuite.OPERATIONS);
    allocation(bfv);
    avx2();
    threads();
    start();
    clang();
    line("");
    line("## What it ran on");
    for (Path record : used) {
      machine(record);
    }
  }

  /** The number of a record, which is listed at the end. */
  private int number(@Nullable Path record) {
    if (record == null) {
      throw new IllegalStateException("a line of the page has no record");
    }
    if (!used.contains(record)) {
      used.add(record);
    }
    return used.indexOf(record) + 1;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void targets(Cells cells, List<Target> targets) {
    for (Target target : targets) {
      for (String size : target.sizes()) {
        Path record = cells.source(target.operation(), size);
        line(
            "| %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                    target.title(),
                    size,
                    judged(cells, target, size, "vector", target.java()),
                    number(target.java()),
                    judged(cells, target, size, "native", target.withNative()),
                    number(target.withNative()),
                    target.hexl(),
                    record == null ? "-" : number(record)));
      }
    }
  }

  private static String judged(
      Cells cells, Target target, String size, String implementation, double most) {
    OptionalDouble ratio = cells.ratio(target.operation(), target.ofSeal(), size, implementation);
    if (ratio.isEmpty()) {
      return "not recorded";
    }
    String text = number(ratio.getAsDouble());
    return ratio.getAsDouble() <= most ? text : "**" + text + "**";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String micros(double nanos) {
    return String.format(Locale.ROOT, nanos < 100_000 ? "%.1f" : "%.0f", nanos / 1000);
  }

  /** Microseconds of all implementations, with the spread of iterations. */
  private void all(String title, Cells cells, List<String> operations) {
    if (cells.isEmpty()) {
      return;
    }
    line("");
    line(title);
    line("");
    line("Microseconds, and half the range of the iterations.");
    line("");
    line("| operation | size | " + String.join(" | ", IMPLEMENTATIONS) + " | record |");
    line("|--|--|--|" + "--|".repeat(IMPLEMENTATIONS.size()));
    List<String> sizes = new ArrayList<>(RecordedSuite.DEGREES);
    sizes.add(RecordedSuite.SMALL);
    sizes.add(RecordedSuite.LARGE);
    for (String operation : operations) {
      for (String size : sizes) {
        if (cells.nanos(operation, size, "vector", 1).isPresent()) {
          StringBuilder row = new StringBuilder("| " + operation + " | " + size + " |");
          for (String implementation : IMPLEMENTATIONS) {
            row.append(' ').append(time(cells, operation, size, implementation)).append(" |");
          }
          line(row.append(" %d |".formatted(number(cells.source(operation, size)))).toString());
        }
      }
    }
  }

  private static String time(Cells cells, String operation, String size, String implementation) {
    Cells.Cell cell = cells.cell(operation, size, implementation, 1);
    return cell == null
        ? "-"
        : "%s ±%.0f%%"
            .formatted(
                micros(cells.nanos(operation, size, implementation, 1).orElseThrow()),
                100 * cell.spread());
  }

  private void allocation(Cells cells) {
    if (cells.isEmpty()) {
      return;
    }
    line("");
    line("## Allocation");
    line("");
    line(
        "Bytes allocated for each operation at (8192, 218 bits), its result closed: arrays of closed");
    line(
        "objects serve the next ones. A ciphertext of that size is 524288 bytes, a list of slots 65536.");
    line("");
    line("| operation | bytes |");
    line("|--|--|");
    for (String operation : RecordedSuite.OPERATIONS) {
      Cells.Cell cell = cells.cell(operation, RecordedSuite.LARGE, "vector", 1);
      if (cell != null && !Double.isNaN(cell.allocated())) {
        line("| %s | %.0f |".formatted(operation, cell.allocated()));
      }
    }
  }

  private void avx2() throws IOException {
    Cells cells = new Cells(Records.all(RecordedSuite.AVX2));
    if (cells.isEmpty()) {
      return;
    }
    line("");
    line("## Without AVX-512 (`-XX:UseAVX=2`), pure Java");
    line("");
    line("SEAL is as before: gcc compiles it for any x86-64.");
    line("");
    line("| operation | size | microseconds | ratio to SEAL | record |");
    line("|--|--|--|--|--|");
    List<String> operations = new ArrayList<>(List.of("forward", "inverse"));
    operations.addAll(RecordedSuite.OPERATIONS);
    for (String operation : operations) {
      for (String size : List.of("8192", RecordedSuite.LARGE)) {
        OptionalDouble ratio = cells.ratio(operation, operation, size, "vector");
        if (ratio.isPresent()) {
          line(
              "| %s | %s | %s | %s | %d |"
                  .formatted(
                      operation,
                      size,
                      time(cells, operation, size, "vector"),
                      number(ratio.getAsDouble()),
                      number(cells.source(operation, size))));
        }
      }
    }
  }

  private void threads() throws IOException {
    Cells cells = new Cells(Records.all(RecordedSuite.THREADS));
    if (cells.isEmpty()) {
      return;
    }
    line("");
    line("## Two threads");
    line("");
    line(
        "Microseconds of one operation while each of so many threads works in its own context, and");
    line("how much more gets done with two.");
    line("");
    line("| operation | implementation | one | two | gain | record |");
    line("|--|--|--|--|--|--|");
    for (String operation : RecordedSuite.OPERATIONS) {
      for (String implementation : List.of("vector", Cells.SEAL)) {
        OptionalDouble one = cells.nanos(operation, RecordedSuite.LARGE, implementation, 1);
        OptionalDouble two = cells.nanos(operation, RecordedSuite.LARGE, implementation, 2);
        if (one.isPresent() && two.isPresent()) {
          line(
              "| %s | %s | %s | %s | %s | %d |"
                  .formatted(
                      operation,
                      implementation,
                      micros(one.getAsDouble()),
                      micros(two.getAsDouble()),
                      number(2 * one.getAsDouble() / two.getAsDouble()),
                      number(cells.source(operation, RecordedSuite.LARGE))));
        }
      }
    }
  }

  private void start() throws IOException {
    List<Path> records = Records.all(RecordedSuite.START);
    if (records.isEmpty()) {
      return;
    }
    Path record = records.getLast();
    line("");
    line("## From the start of the JVM to full speed");
    line("");
    line(
        "Milliseconds at (8192, 218 bits), medians of new JVMs: until there is a context with a key, for");
    line(
        "the first encryption, for the first layer of 64 ciphertexts, for such a layer at full speed, and");
    line("from the JVM's start until a layer first takes no more than 1.25 times that. A user who");
    line(
        "forces nothing has `adaptive`: single values until the vectors are compiled. Record %d."
            .formatted(number(record)));
    line("");
    line("| implementation | ready | first encryption | first layer | a layer | to full speed |");
    line("|--|--|--|--|--|--|");
    JsonNode runs = JsonFiles.mapper().readTree(record.toFile());
    for (String implementation : RecordedSuite.STARTED) {
      OptionalDouble ready = median(runs, implementation, "readyMillis");
      if (ready.isPresent()) {
        line(
            "| %s | %.0f | %.0f | %.0f | %.1f | %.0f |"
                .formatted(
                    implementation,
                    ready.getAsDouble(),
                    median(runs, implementation, "firstEncryptionMillis").orElseThrow(),
                    median(runs, implementation, "firstLayerMillis").orElseThrow(),
                    median(runs, implementation, "layerAtFullSpeedMillis").orElseThrow(),
                    median(runs, implementation, "toFullSpeedMillis").orElseThrow()));
      }
    }
    OptionalDouble heap = median(runs, "vector", "heapBytes");
    if (heap.isPresent()) {
      double arithmetic = median(runs, "vector", "arithmeticBytes").orElseThrow();
      line("");
      line("## Memory");
      line("");
      line(
          "All live heap of a JVM with one context at (8192, 218 bits) and SEAL's default Galois keys, %.0f"
                  .formatted(median(runs, "vector", "galoisKeys").orElseThrow())
              + " of them:");
      line(
          "%.0f bytes, %s times the %.0f of the keys' numbers."
              .formatted(heap.getAsDouble(), number(heap.getAsDouble() / arithmetic), arithmetic));
    }
  }

  private static OptionalDouble median(JsonNode runs, String implementation, String key) {
    List<Double> values = new ArrayList<>();
    for (JsonNode run : runs) {
      if (run.get("implementation").asText().equals(implementation) && run.has(key)) {
        values.add(run.get(key).asDouble());
      }
    }
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(sorted.size() / 2));
  }

  private void clang() throws IOException {
    Cells cells = new Cells(Records.all(SealCompilers.LABEL));
    line("");
    line("## SEAL by another compiler");
    line("");
    if (cells.isEmpty()) {
      line("SEAL built with clang: not recorded.");
      return;
    }
    line("Microseconds of SEAL as this build makes it, and of one that clang made with the same");
    line("options, in turns. Ratios on this page are to the first.");
    line("");
    line("| operation | size | this build | clang | times as fast | record |");
    line("|--|--|--|--|--|--|");
    for (String operation : SealCompilers.NTT) {
      SealCompilers.DEGREES.forEach(degree -> compilers(cells, operation, degree));
    }
    SealCompilers.BFV.forEach(operation -> compilers(cells, operation, RecordedSuite.LARGE));
  }

  private void compilers(Cells cells, String operation, String size) {
    OptionalDouble ratio = cells.ratio(operation, operation, size, SealCompilers.OTHER);
    if (ratio.isPresent()) {
      line(
          "| %s | %s | %s | %s | %.2f | %d |"
              .formatted(
                  operation,
                  size,
                  time(cells, operation, size, Cells.SEAL),
                  time(cells, operation, size, SealCompilers.OTHER),
                  1 / ratio.getAsDouble(),
                  number(cells.source(operation, size))));
    }
  }

  private void machine(Path record) throws IOException {
    line("");
    line("**%d.** `bench/results/%s`".formatted(number(record), record.getFileName()));
    line("");
    JsonNode machine = Records.machine(record);
    for (Iterator<String> names = machine.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      line("* " + name + ": " + machine.get(name).asText());
    }
  }
}
