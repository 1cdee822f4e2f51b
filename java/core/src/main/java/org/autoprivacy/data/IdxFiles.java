package org.autoprivacy.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The idx format of MNIST: two zero bytes, type 8 (unsigned byte), number of dimensions, each
 * dimension as a big-endian 32-bit number, then the bytes. Every field is checked.
 */
public final class IdxFiles {

  private static final int TYPE_UNSIGNED_BYTE = 8;
  private static final int MOST_IMAGES = 1_000_000;
  private static final int MOST_PIXELS = 4096;
  private static final String ADVICE = ": fetch it again";

  private IdxFiles() {}

  /**
   * Reads images and labels in [0, classes).
   *
   * @throws IllegalArgumentException if a file is missing, truncated, too long or of another form
   * @throws IOException if reading fails
   */
  public static LabelledImages read(String name, int classes, Path images, Path labels)
      throws IOException {
    return parse(name, classes, images.toString(), bytes(images), labels.toString(), bytes(labels));
  }

  /** Reads the two parts from memory; {@code imagesName} and {@code labelsName} name them. */
  static LabelledImages parse(
      String name,
      int classes,
      String imagesName,
      byte[] images,
      String labelsName,
      byte[] labels) {
    int[] shape = header(imagesName, images, 3);
    int[] labelShape = header(labelsName, labels, 1);
    if (shape[0] != labelShape[0]) {
      throw new IllegalArgumentException(
          "%s holds %d images, %s holds %d labels%s"
              .formatted(imagesName, shape[0], labelsName, labelShape[0], ADVICE));
    }
    return new LabelledImages(
        name, 1, shape[1], shape[2], classes, body(images, 3), body(labels, 1));
  }

  /**
   * Unpacks a gzip stream of at most {@code most} bytes.
   *
   * @throws IllegalArgumentException if the stream is damaged, cut off or longer
   */
  static byte[] unzip(String name, InputStream packed, int most) throws IOException {
    try (InputStream in = new GZIPInputStream(packed)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IllegalArgumentException(name + " unpacks to more than " + most + " bytes");
      }
      return bytes;
    } catch (ZipException | java.io.EOFException e) {
      throw new IllegalArgumentException(name + " is damaged or cut off" + ADVICE, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      if (Files.size(file) > (long) MOST_IMAGES * MOST_PIXELS) {
        throw new IllegalArgumentException(file + " is too large for an idx file of images");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist: name the folder of the files", e);
    }
  }

  private static int[] header(String name, byte[] bytes, int dimensions) {
    int headerBytes = 4 + 4 * dimensions;
    if (bytes.length < headerBytes) {
      throw new IllegalArgumentException(
          "%s has %d bytes, an idx header has %d%s"
              .formatted(name, bytes.length, headerBytes, ADVICE));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    if (magic != (TYPE_UNSIGNED_BYTE << 8 | dimensions)) {
      throw new IllegalArgumentException(
          "%s starts with %08x, idx bytes of %d dimensions start with %08x: not this kind of file"
              .formatted(name, magic, dimensions, TYPE_UNSIGNED_BYTE << 8 | dimensions));
    }
    int[] shape = new int[dimensions];
    long expected = headerBytes;
    long product = 1;
    for (int i = 0; i < dimensions; i++) {
      shape[i] = in.getInt();
      int most = i == 0 ? MOST_IMAGES : MOST_PIXELS;
      if (shape[i] < 1 || shape[i] > most) {
        throw new IllegalArgumentException(
            "%s: dimension %d is %d, must be in [1, %d]%s"
                .formatted(name, i, shape[i] & 0xFFFFFFFFL, most, ADVICE));
      }
      product *= shape[i];
    }
    expected += product;
    if (expected != bytes.length) {
      throw new IllegalArgumentException(
          "%s has %d bytes, its header announces %d%s"
              .formatted(name, bytes.length, expected, ADVICE));
    }
    return shape;
  }

  private static byte[] body(byte[] bytes, int dimensions) {
    return java.util.Arrays.copyOfRange(bytes, 4 + 4 * dimensions, bytes.length);
  }
}
