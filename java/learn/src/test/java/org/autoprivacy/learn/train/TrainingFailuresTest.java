package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.autoprivacy.learn.data.Dataset;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that runs out of disk or memory leaves a checkpoint that training goes on from. */
class TrainingFailuresTest {

  private static final int EPOCHS = 3;

  @TempDir private static Path data = Path.of("");

  private static byte[] whole = {};

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    SmallMnist.write(data);
    Trainer.train(request(data.resolve("whole"), false), TrainingProgress.NONE);
    whole = Files.readAllBytes(data.resolve("whole"));
  }

  private static TrainingRequest request(Path out, boolean resume) {
    return new TrainingRequest(
        "mnist-cnn",
        Dataset.parse("mnist:" + data),
        EPOCHS,
        Integer.MAX_VALUE,
        1,
        1,
        out,
        resume,
        null);
  }

  /** Run in a JVM of its own: goes on with a training and says what stopped it. */
  static final class Child {
    private static final List<byte[]> HOARD = new ArrayList<>();

    private Child() {}

    public static void main(String[] args) throws IOException {
      data = Path.of(args[0]);
      boolean greedy = args[2].equals("memory");
      try {
        Trainer.train(
            request(Path.of(args[1]), true),
            new TrainingProgress() {
              @Override
              public void batch(int epoch, int done, int batches) {
                if (greedy && epoch == 2 && done == 3) {
                  fillHeap();
                }
              }

              @Override
              public void epoch(EpochReport report) {}
            },
            0);
      } catch (IOException e) {
        System.out.println("IOException " + e.getMessage());
      } catch (OutOfMemoryError e) {
        HOARD.clear();
        System.out.println("OutOfMemoryError");
      }
    }

    private static void fillHeap() {
      for (int size = 1 << 20; size >= 1 << 12; size /= 16) {
        try {
          while (true) {
            HOARD.add(new byte[size]);
          }
        } catch (OutOfMemoryError e) {
          // On with smaller pieces.
        }
      }
    }
  }

  private void stopAfterTheFirstEpoch() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Trainer.train(
                request(folder.resolve("net"), false),
                new TrainingProgress() {
                  @Override
                  public void batch(int epoch, int done, int batches) {}

                  @Override
                  public void epoch(EpochReport report) {
                    throw new IllegalStateException("stopped");
                  }
                }));
  }

  private List<String> child(String shell, String mode, String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", shell + "exec \"$@\"", "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            data.toString(),
            folder.resolve("net").toString(),
            mode));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private void goesOnBitEqual() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".part")).toList());
    }
    Trainer.train(request(folder.resolve("net"), true), TrainingProgress.NONE);
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("net")));
  }

  @Test
  void aFullDiskLeavesTheLastCheckpoint() throws IOException {
    stopAfterTheFirstEpoch();
    byte[] checkpoint = Files.readAllBytes(folder.resolve("net.checkpoint"));
    assertTrue(checkpoint.length > 1 << 20);
    // No file may become larger than a mebibyte: the next checkpoint does not fit.
    List<String> lines = child("ulimit -f 1024; ", "disk");
    assertEquals(
        List.of("IOException " + folder.resolve("net.checkpoint") + ": File too large"), lines);
    assertArrayEquals(checkpoint, Files.readAllBytes(folder.resolve("net.checkpoint")));
    goesOnBitEqual();
  }

  @Test
  void aFullHeapLeavesTheLastCheckpoint() throws IOException {
    stopAfterTheFirstEpoch();
    byte[] checkpoint = Files.readAllBytes(folder.resolve("net.checkpoint"));
    List<String> lines = child("", "memory", "-Xmx128m");
    assertEquals(List.of("OutOfMemoryError"), lines);
    byte[] later = Files.readAllBytes(folder.resolve("net.checkpoint"));
    assertTrue(
        !java.util.Arrays.equals(checkpoint, later), "batches of the second epoch are in it");
    goesOnBitEqual();
  }

  @Test
  void memoryThatLibtorchDoesNotGetIsOneLine() {
    Torch.require(1);
    RuntimeException raw =
        assertThrows(RuntimeException.class, () -> torch.zeros(1L << 40, 1L << 10));
    RuntimeException explained = Torch.explained(raw);
    String message = String.valueOf(explained.getMessage());
    assertTrue(message.startsWith("libtorch was not given memory ("), message);
    assertEquals(1, message.lines().count());
    RuntimeException other = new IllegalStateException("something else");
    assertEquals(other, Torch.explained(other));
  }
}
