package org.autoprivacy.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Handwritten digits, 28×28 grey, ten classes (LeCun, Cortes, Burges: the MNIST database). The test
 * set is embedded whole.
 */
public final class Mnist {

  /** Classes of the set. */
  public static final int CLASSES = 10;

  private static final int MOST_BYTES = 64 << 20;

  private Mnist() {}

  /** The 10,000 test images in their official order, from this library's resources. */
  public static LabelledImages test() {
    return embedded(
        "mnist test", Mnist.class, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
  }

  /**
   * Reads the official test files {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}
   * of a folder.
   *
   * @throws IllegalArgumentException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public static LabelledImages test(Path folder) throws IOException {
    return IdxFiles.read(
        "mnist test",
        CLASSES,
        folder.resolve("t10k-images-idx3-ubyte"),
        folder.resolve("t10k-labels-idx1-ubyte"));
  }

  /**
   * Reads the official training files {@code train-images-idx3-ubyte} and {@code
   * train-labels-idx1-ubyte} of a folder.
   *
   * @throws IllegalArgumentException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public static LabelledImages train(Path folder) throws IOException {
    return IdxFiles.read(
        "mnist train",
        CLASSES,
        folder.resolve("train-images-idx3-ubyte"),
        folder.resolve("train-labels-idx1-ubyte"));
  }

  /**
   * Reads two gzipped idx files from the resources beside {@code owner}.
   *
   * @throws IllegalStateException if the library was built without them
   */
  public static LabelledImages embedded(String name, Class<?> owner, String images, String labels) {
    try {
      return IdxFiles.parse(
          name, CLASSES, images, resource(owner, images), labels, resource(owner, labels));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded " + name + " images cannot be read", e);
    }
  }

  private static byte[] resource(Class<?> owner, String file) throws IOException {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + file + " is missing from this build: build the project again");
      }
      return IdxFiles.unzip(file, new ByteArrayInputStream(in.readAllBytes()), MOST_BYTES);
    }
  }
}
