package org.autoprivacy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.json.JsonFiles;

/**
 * What a short job pays before it is fast, and what a context holds: each measured in a JVM of its
 * own, which is this class's main.
 */
public final class StartUp {

  private static final String START = "start";
  private static final String MEMORY = "memory";
  private static final int REPEATS = 3;
  private static final int LAYER = 64;
  private static final double FULL_SPEED = 1.25;
  private static final long LEAST_NANOS = 5_000_000_000L;

  private StartUp() {}

  /** Measures all implementations, each in JVMs of its own. */
  static void measure(List<JsonNode> results) throws IOException {
    for (int i = 0; i < REPEATS; i++) {
      for (String implementation : RecordedSuite.STARTED) {
        results.add(child(implementation, START));
      }
    }
    results.add(child("vector", MEMORY));
  }

  private static JsonNode child(String implementation, String what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            // The parallel collector leaves dead objects where it would have to move much.
            what.equals(MEMORY) ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC",
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(List.of(StartUp.class.getName(), implementation, what));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output = process.getInputStream().readAllBytes();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the measurement of %s failed".formatted(implementation));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return JsonFiles.mapper().readTree(new String(output, StandardCharsets.UTF_8));
  }

  /**
   * Prints one JSON document about an implementation at (8192, 218 bits).
   *
   * @param arguments the implementation, and {@code start} or {@code memory}
   */
  public static void main(String[] arguments) {
    String implementation = arguments[0];
    BfvParameters parameters = BfvOperands.parameters(RecordedSuite.LARGE);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("implementation", implementation);
    result.put("parameters", RecordedSuite.LARGE);
    try (HeContext context = BfvOperands.backend(implementation).newContext(parameters);
        SecretKey key = context.newSecretKey();
        Plaintext plain = context.encodeSlots(new long[] {1, 2, 3})) {
      if (arguments[1].equals(MEMORY)) {
        memory(context, key, result);
      } else {
        result.put("readyMillis", sinceStart());
        long first = System.nanoTime();
        context.encryptSymmetric(plain, key).close();
        result.put("firstEncryptionMillis", (System.nanoTime() - first) / 1e6);
        result.put("toFirstEncryptionMillis", sinceStart());
        warmUp(context, plain, key, result);
      }
    }
    System.out.print(JsonFiles.format(result));
    System.out.flush();
  }

  private static long sinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  /** The ciphertexts of a layer, then as many again until they are no longer getting faster. */
  private static void warmUp(HeContext context, Plaintext plain, SecretKey key, ObjectNode result) {
    long start = System.nanoTime();
    List<long[]> batches = new ArrayList<>(); // end of a batch since start-up, its nanoseconds
    while (System.nanoTime() - start < LEAST_NANOS || batches.size() < 8) {
      long from = System.nanoTime();
      for (int i = 0; i < LAYER; i++) {
        try (Ciphertext fresh = context.encryptSymmetric(plain, key)) {
          if (fresh.size() != 2) {
            throw new IllegalStateException("a fresh ciphertext has two polynomials");
          }
        }
      }
      batches.add(new long[] {sinceStart(), System.nanoTime() - from});
    }
    long[] sorted = batches.stream().mapToLong(batch -> batch[1]).sorted().toArray();
    long fast = sorted[sorted.length / 4];
    result.put("ciphertextsOfALayer", LAYER);
    result.put("firstLayerMillis", batches.getFirst()[1] / 1e6);
    result.put("layerAtFullSpeedMillis", fast / 1e6);
    result.put(
        "toFullSpeedMillis",
        batches.stream()
            .filter(batch -> batch[1] <= FULL_SPEED * fast)
            .findFirst()
            .map(batch -> batch[0])
            .orElseThrow());
  }

  /** The heap that SEAL's default Galois keys take: steps ±2^i and the swap of the rows. */
  private static void memory(HeContext context, SecretKey key, ObjectNode result) {
    BfvParameters parameters = context.parameters();
    int n = parameters.polyDegree();
    List<Integer> elements = new ArrayList<>();
    elements.add(context.galoisElement(0));
    for (int step = 1; step < n / 2; step *= 2) {
      elements.add(context.galoisElement(step));
      elements.add(context.galoisElement(-step));
    }
    int[] distinct = elements.stream().mapToInt(Integer::intValue).distinct().toArray();
    try (GaloisKeys keys = context.newGaloisKeys(key, distinct)) {
      long used = usedHeap();
      int limbs = parameters.limbs();
      long numbers = (long) context.galoisElements(keys).length * limbs * 2 * (limbs + 1) * n;
      result.put("galoisKeys", distinct.length);
      result.put("arithmeticBytes", numbers * Long.BYTES);
      result.put("heapBytes", used);
    }
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
