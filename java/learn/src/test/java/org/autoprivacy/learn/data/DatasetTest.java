package org.autoprivacy.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.autoprivacy.data.LabelledImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

  @TempDir private Path folder = Path.of("");

  private static String refusal(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void mnistIsEmbedded() throws IOException {
    Dataset mnist = Dataset.parse("mnist");
    LabelledImages train = mnist.train();
    assertEquals(36_000, train.count());
    assertEquals(10_000, mnist.test().count());
    int[] perClass = new int[10];
    for (int i = 0; i < train.count(); i++) {
      perClass[train.label(i)]++;
    }
    // Counts of the first 36,000 official training labels.
    assertArrayEquals(
        new int[] {3534, 4113, 3542, 3690, 3507, 3230, 3567, 3721, 3472, 3624}, perClass);
    assertEquals("mnist", mnist.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mnist:", "cifar10", "cifar10:", "cifar100", "svhn:x", "MNIST"})
  void otherTokensAreRefused(String token) {
    assertTrue(refusal(() -> Dataset.parse(token)).contains("is no data set: write mnist"));
  }

  @Test
  void cifarRecordsAreChannelMajorAfterTheirLabel() throws IOException {
    byte[] file = new byte[2 * 3074];
    new Random(1).nextBytes(file);
    file[0] = 19;
    file[1] = 99;
    file[3074 + 1] = 0;
    Files.write(folder.resolve("test.bin"), file);
    LabelledImages images = CifarFiles.read("c", folder, List.of("test.bin"), 2, 100, 2);
    assertEquals(99, images.label(0));
    assertEquals(0, images.label(1));
    assertEquals(file[2] & 0xFF, images.pixel(0, 0));
    assertEquals(file[3074 + 2 + 1024] & 0xFF, images.pixel(1, 1024));
    assertEquals(file[file.length - 1] & 0xFF, images.pixel(1, 3071));
  }

  @Test
  void severalFilesFollowEachOther() throws IOException {
    for (int i = 0; i < 3; i++) {
      byte[] file = new byte[3073];
      file[0] = (byte) i;
      file[1] = (byte) (100 + i);
      Files.write(folder.resolve(i + ".bin"), file);
    }
    LabelledImages images =
        CifarFiles.read("c", folder, List.of("2.bin", "0.bin", "1.bin"), 1, 10, 1);
    assertEquals(2, images.label(0));
    assertEquals(102, images.pixel(0, 0));
    assertEquals(101, images.pixel(2, 0));
  }

  @Test
  void theArchivesOwnFolderMayBeNamedOrItsParent() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
    byte[] file = new byte[3073];
    file[0] = 7;
    Files.write(inside.resolve("x.bin"), file);
    assertEquals(7, CifarFiles.read("c", folder, List.of("x.bin"), 1, 10, 1).label(0));
    assertEquals(7, CifarFiles.read("c", inside, List.of("x.bin"), 1, 10, 1).label(0));
  }

  @Test
  void damagedCifarFilesAreNamed() throws IOException {
    Dataset cifar = Dataset.parse("cifar100:" + folder);
    assertTrue(refusal(cifar::test).contains("test.bin does not exist: name the folder"));
    Files.write(folder.resolve("test.bin"), new byte[3_000_000]);
    assertTrue(
        refusal(cifar::test)
            .contains("has 3000000 bytes, the official file has 30740000: fetch it again"));
    byte[] wrong = new byte[30_740_000];
    wrong[3074 * 7 + 1] = 100;
    Files.write(folder.resolve("test.bin"), wrong);
    assertTrue(refusal(cifar::test).contains("record 7 has label 100, there are 100 classes"));
  }
}
