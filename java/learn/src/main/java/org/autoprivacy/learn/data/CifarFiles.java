package org.autoprivacy.learn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.data.LabelledImages;

/**
 * CIFAR-10 and CIFAR-100 in their official binary files (Krizhevsky 2009): records of one label
 * byte (two in CIFAR-100: coarse, fine) and 3,072 pixels, channel-major.
 */
public final class CifarFiles {

  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  static final List<String> TRAIN_10 =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");

  private CifarFiles() {}

  /** The 50,000 training images of CIFAR-10. */
  public static LabelledImages train10(Path folder) throws IOException {
    return read("cifar10 train", folder, TRAIN_10, 10_000, 10, 1);
  }

  /** The 10,000 test images of CIFAR-10. */
  public static LabelledImages test10(Path folder) throws IOException {
    return read("cifar10 test", folder, List.of("test_batch.bin"), 10_000, 10, 1);
  }

  /** The 50,000 training images of CIFAR-100, labelled with the 100 fine classes. */
  public static LabelledImages train100(Path folder) throws IOException {
    return read("cifar100 train", folder, List.of("train.bin"), 50_000, 100, 2);
  }

  /** The 10,000 test images of CIFAR-100, labelled with the 100 fine classes. */
  public static LabelledImages test100(Path folder) throws IOException {
    return read("cifar100 test", folder, List.of("test.bin"), 10_000, 100, 2);
  }

  /**
   * Reads files of {@code perFile} records each; the last of the {@code labelBytes} is the label.
   *
   * @throws IllegalArgumentException if a file is missing, has another size or a label too large
   */
  static LabelledImages read(
      String name, Path folder, List<String> files, int perFile, int classes, int labelBytes)
      throws IOException {
    int record = labelBytes + PIXELS;
    byte[] pixels = new byte[Math.multiplyExact(files.size() * perFile, PIXELS)];
    byte[] labels = new byte[files.size() * perFile];
    int image = 0;
    for (String fileName : files) {
      Path file = find(folder, fileName);
      byte[] bytes = bytes(file, (long) perFile * record);
      for (int i = 0; i < perFile; i++) {
        byte label = bytes[i * record + labelBytes - 1];
        if ((label & 0xFF) >= classes) {
          throw new IllegalArgumentException(
              "%s: record %d has label %d, there are %d classes: not a file of %s, or damaged"
                  .formatted(file, i, label & 0xFF, classes, name));
        }
        labels[image] = label;
        System.arraycopy(bytes, i * record + labelBytes, pixels, image * PIXELS, PIXELS);
        image++;
      }
    }
    return new LabelledImages(name, 3, SIDE, SIDE, classes, pixels, labels);
  }

  /** The file in the folder, or in the subfolder that the official archive unpacks to. */
  private static Path find(Path folder, String fileName) {
    for (String archive : List.of("cifar-10-batches-bin", "cifar-100-binary")) {
      Path inside = folder.resolve(archive).resolve(fileName);
      if (Files.exists(inside)) {
        return inside;
      }
    }
    return folder.resolve(fileName);
  }

  private static byte[] bytes(Path file, long expected) throws IOException {
    try {
      long size = Files.size(file);
      if (size != expected) {
        throw new IllegalArgumentException(
            "%s has %d bytes, the official file has %d: fetch it again"
                .formatted(file, size, expected));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file
              + " does not exist: name the folder that holds the official binary files, or --download",
          e);
    }
  }
}
