package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.WeightsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir private static Path data = Path.of("");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void writeSomeImages() throws IOException {
    SmallMnist.write(data);
  }

  private TrainingRequest request(String file, int epochs, long seed, boolean resume) {
    return new TrainingRequest(
        "mnist-cnn",
        Dataset.parse("mnist:" + data),
        epochs,
        Integer.MAX_VALUE,
        seed,
        1,
        folder.resolve(file),
        resume,
        null);
  }

  private static String refusal(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** Stops like ^C would, after a batch of an epoch; after the epoch itself if there is no such. */
  private record StopAfter(int epoch, int batch) implements TrainingProgress {

    StopAfter(int epoch) {
      this(epoch, Integer.MAX_VALUE);
    }

    @Override
    public void batch(int at, int done, int batches) {
      if (at == epoch && done == batch) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void epoch(EpochReport report) {
      if (report.epoch() == epoch) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  @Test
  void trainingStoppedInEitherPhaseGoesOnBitEqual() throws IOException {
    TrainingResult whole = Trainer.train(request("whole", 6, 1, false), TrainingProgress.NONE);
    assertTrue(whole.top1Float() > 0.5, "float " + whole.top1Float());
    assertTrue(whole.top1Int() > 0.5, "integers " + whole.top1Int());
    assertEquals(6, whole.epochs());
    Network network = WeightsFile.read(folder.resolve("whole"));
    assertEquals(whole.top1Int(), network.training().top1Int());
    assertEquals(
        "autoprivacy train mnist-cnn --dataset mnist --epochs 6 --seed 1",
        network.training().command());
    LabelledImages test = Dataset.parse("mnist:" + data).test();
    assertEquals(
        whole.top1Int(), new IntegerInference(network).correct(test, 1, OutputErrors.NONE) / 300.0);

    List<StopAfter> stops =
        List.of(
            new StopAfter(1, 3),
            new StopAfter(2),
            new StopAfter(3, 7),
            new StopAfter(4),
            new StopAfter(5, 2),
            new StopAfter(5),
            new StopAfter(6, 6));
    for (StopAfter stop : stops) {
      assertThrows(
          IllegalStateException.class,
          () -> Trainer.train(request("parts", 6, 1, true), stop, 0),
          stop.toString());
    }
    assertFalse(Files.exists(folder.resolve("parts")));
    Trainer.train(request("parts", 6, 1, true), TrainingProgress.NONE);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(folder.resolve("parts")));
    List<String> curve = Files.readAllLines(folder.resolve("parts.csv"));
    assertEquals(7, curve.size());
    assertTrue(curve.get(6).startsWith("6,integer,"), curve.get(6));
    assertEquals(
        Curve.of(String.join("\n", curve)).svg("mnist-cnn"),
        Files.readString(folder.resolve("parts.svg")));
    List<String> once = Files.readAllLines(folder.resolve("whole.csv"));
    for (int i = 0; i < curve.size(); i++) {
      String line = curve.get(i);
      String untimed = line.substring(0, line.lastIndexOf(','));
      assertTrue(once.get(i).startsWith(untimed + ","), line + " against " + once.get(i));
    }
  }

  private TrainingRequest wide(String file, int epochs, long seed) {
    return new TrainingRequest(
        "mnist-cnn-14bit",
        Dataset.parse("mnist:" + data),
        epochs,
        Integer.MAX_VALUE,
        seed,
        1,
        folder.resolve(file),
        false,
        null);
  }

  @Test
  void fourteenBitsAreQuantisedAfterTheSameTraining() throws IOException {
    TrainingResult whole = Trainer.train(wide("whole", 4, 1), TrainingProgress.NONE);
    assertEquals(3, whole.epochs());
    assertEquals(whole.top1Float(), whole.top1Int(), 0.01, "rounding to 14 bits changes little");
    assertThrows(
        IllegalStateException.class,
        () -> Trainer.train(request("narrow", 4, 1, false), new StopAfter(2)));
    Path checkpoint = folder.resolve("narrow.checkpoint");
    assertTrue(
        refusal(() -> Trainer.quantize(wide("wide", 4, 1), checkpoint))
            .contains("has 2 of 3 float epochs"));
    for (StopAfter stop : List.of(new StopAfter(3), new StopAfter(4, 5))) {
      assertThrows(
          IllegalStateException.class, () -> Trainer.train(request("narrow", 4, 1, true), stop, 0));
      Trainer.quantize(wide("wide", 4, 1), checkpoint);
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(folder.resolve("wide")));
    }
    assertTrue(
        refusal(() -> Trainer.quantize(wide("wide", 4, 2), checkpoint))
            .contains("belongs to another training"));
    assertTrue(
        refusal(() -> Trainer.quantize(request("narrow", 4, 1, false), checkpoint))
            .contains("mnist-cnn has 8 bits"));
  }

  private TrainingRequest started(String file, int epochs, long seed, Path start) {
    return new TrainingRequest(
        "mnist-cnn",
        Dataset.parse("mnist:" + data),
        epochs,
        Integer.MAX_VALUE,
        seed,
        1,
        folder.resolve(file),
        true,
        start);
  }

  @Test
  void startsFromWhatAnotherTrainingLeft() throws IOException {
    TrainingResult before = Trainer.train(request("first", 4, 1, false), TrainingProgress.NONE);
    Path start = folder.resolve("first.checkpoint");
    TrainingResult fresh = Trainer.train(request("fresh", 2, 1, false), TrainingProgress.NONE);
    TrainingResult warm = Trainer.train(started("warm", 2, 1, start), TrainingProgress.NONE);
    assertTrue(warm.top1Float() > fresh.top1Float(), warm + " against " + fresh);
    assertTrue(warm.top1Float() >= before.top1Float() - 0.02, warm + " after " + before);
    assertEquals(
        "autoprivacy train mnist-cnn --dataset mnist --epochs 2 --seed 1 --start first.checkpoint",
        WeightsFile.read(folder.resolve("warm")).training().command());

    assertThrows(
        IllegalStateException.class,
        () -> Trainer.train(started("parts", 2, 1, start), new StopAfter(1, 3), 0));
    Trainer.train(started("parts", 2, 1, start), TrainingProgress.NONE);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("warm")), Files.readAllBytes(folder.resolve("parts")));
  }

  @Test
  void goesOnOnlyFromWhatItStartedFrom() throws IOException {
    Trainer.train(request("first", 2, 1, false), TrainingProgress.NONE);
    Path start = folder.resolve("first.checkpoint");
    Path other = folder.resolve("second.checkpoint");
    Trainer.train(request("second", 2, 2, false), TrainingProgress.NONE);
    assertThrows(
        IllegalStateException.class,
        () -> Trainer.train(started("warm", 2, 1, start), new StopAfter(1)));
    assertTrue(
        refusal(() -> Trainer.train(started("warm", 2, 1, other), TrainingProgress.NONE))
            .contains("belongs to another training"));
    Files.write(other, new byte[100]);
    assertTrue(
        refusal(() -> Trainer.train(started("warm", 2, 1, other), TrainingProgress.NONE))
            .contains("second.checkpoint is damaged"));
  }

  /** Run in a JVM of its own: trains for ever and says when it has begun. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      TrainingRequest request =
          new TrainingRequest(
              "mnist-cnn",
              Dataset.parse("mnist"),
              1000,
              Integer.MAX_VALUE,
              1,
              1,
              Path.of(args[0], "endless"),
              false,
              null);
      Trainer.train(
          request,
          new TrainingProgress() {
            @Override
            public void batch(int epoch, int done, int batches) {
              System.out.println("batch " + done);
            }

            @Override
            public void epoch(EpochReport report) {}
          });
    }
  }

  @Test
  void aSignalEndsTheTrainingWithoutACrash() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                folder.toString())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      while (!"batch 3".equals(out.readLine())) {
        assertTrue(process.isAlive());
      }
      assertTrue(process.toHandle().destroy());
      out.lines().forEach(line -> assertTrue(line.startsWith("batch "), line));
    }
    assertEquals(128 + 15, process.waitFor());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".log")).toList());
    }
  }

  @Test
  void checkpointsOfOtherTrainingsAndDamagedOnesAreRefused() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> Trainer.train(request("net", 2, 1, false), new StopAfter(1)));
    assertTrue(
        refusal(() -> Trainer.train(request("net", 2, 2, true), TrainingProgress.NONE))
            .contains("belongs to another training"));
    Path checkpoint = folder.resolve("net.checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    assertTrue(
        refusal(() -> Trainer.train(request("net", 2, 1, true), TrainingProgress.NONE))
            .contains("is damaged: remove it, or train without --resume"));
    Files.write(checkpoint, new byte[3]);
    assertTrue(
        refusal(() -> Trainer.train(request("net", 2, 1, true), TrainingProgress.NONE))
            .contains("is damaged"));
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    assertTrue(refusal(() -> request("x", 1, 1, false)).contains("epochs must be in [2, 10000]"));
    assertTrue(
        refusal(() ->
                Trainer.train(
                    TrainingRequest.of(
                        "7cnet-cifar10", Dataset.parse("mnist"), 2, 1, folder.resolve("x")),
                    TrainingProgress.NONE))
            .contains("7cnet-cifar10 does not learn from mnist"));
  }
}
