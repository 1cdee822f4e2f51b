package org.autoprivacy.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {

  private static final byte[] IMAGES =
      ByteBuffer.allocate(16 + 12)
          .putInt(0x803)
          .putInt(2)
          .putInt(2)
          .putInt(3)
          .put(new byte[] {0, 1, 2, 3, 4, 5, (byte) 250, (byte) 251, 0, 0, 0, (byte) 255})
          .array();
  private static final byte[] LABELS =
      ByteBuffer.allocate(10).putInt(0x801).putInt(2).put(new byte[] {9, 0}).array();

  @TempDir private Path folder = Path.of("");

  private static LabelledImages parse(byte[] images, byte[] labels) {
    return IdxFiles.parse("digits", 10, "images", images, "labels", labels);
  }

  private static String refusal(Executable action) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
    assertFalse(message.contains("\n"), message);
    return message;
  }

  private static byte[] with(byte[] file, int at, int value) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).putInt(at, value);
    return changed;
  }

  @Test
  void pixelsAndLabelsAreUnsigned() {
    LabelledImages images = parse(IMAGES, LABELS);
    assertEquals(2, images.count());
    assertEquals(1, images.channels());
    assertEquals(2, images.height());
    assertEquals(3, images.width());
    assertEquals(9, images.label(0));
    assertEquals(5, images.pixel(0, 5));
    assertEquals(250, images.pixel(1, 0));
    assertEquals(255, images.pixel(1, 5));
    assertEquals(251, images.slice(1, 2).pixel(0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> images.slice(1, 3));
  }

  @Test
  void filesOfAFolderAreRead() throws IOException {
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
    assertTrue(refusal(() -> Mnist.test(folder)).contains("t10k-labels-idx1-ubyte does not exist"));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), LABELS);
    assertEquals(2, Mnist.test(folder).count());
    assertTrue(refusal(() -> Mnist.train(folder)).contains("does not exist"));
  }

  @Test
  void damagedFilesAreNamed() {
    for (int length = 0; length < IMAGES.length; length++) {
      byte[] cut = Arrays.copyOf(IMAGES, length);
      assertTrue(refusal(() -> parse(cut, LABELS)).startsWith("images has "));
    }
    for (int length = 0; length < LABELS.length; length++) {
      byte[] cut = Arrays.copyOf(LABELS, length);
      assertTrue(refusal(() -> parse(IMAGES, cut)).startsWith("labels has "));
    }
    byte[] longer = Arrays.copyOf(IMAGES, IMAGES.length + 1);
    assertTrue(refusal(() -> parse(longer, LABELS)).contains("has 29 bytes"));
  }

  @Test
  void headersOfOtherFilesAreRefused() {
    assertTrue(refusal(() -> parse(LABELS, LABELS)).contains("has 10 bytes"));
    assertTrue(refusal(() -> parse(IMAGES, IMAGES)).contains("starts with 00000803"));
    assertTrue(refusal(() -> parse(with(IMAGES, 0, 0xD03), LABELS)).contains("00000d03"));
    assertTrue(refusal(() -> parse(with(IMAGES, 4, -1), LABELS)).contains("is 4294967295"));
    assertTrue(refusal(() -> parse(with(IMAGES, 8, 0), LABELS)).contains("dimension 1 is 0"));
    assertTrue(
        refusal(() -> parse(with(IMAGES, 12, 1 << 20), LABELS)).contains("must be in [1, 4096]"));
  }

  @Test
  void countsAndLabelsMustFit() {
    byte[] one = with(Arrays.copyOf(LABELS, 9), 4, 1);
    assertTrue(
        refusal(() -> parse(IMAGES, one)).contains("images holds 2 images, labels holds 1 labels"));
    byte[] eleven = LABELS.clone();
    eleven[9] = 11;
    assertTrue(refusal(() -> parse(IMAGES, eleven)).contains("image 1 has label 11"));
  }

  @Test
  void packedFilesAreCheckedToTheEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(IMAGES);
    }
    byte[] packed = bytes.toByteArray();
    assertEquals(IMAGES.length, IdxFiles.unzip("p", new ByteArrayInputStream(packed), 1000).length);
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertTrue(
          refusal(() -> IdxFiles.unzip("p", new ByteArrayInputStream(cut), 1000))
              .contains("p is damaged or cut off"));
    }
    assertTrue(
        refusal(() -> IdxFiles.unzip("p", new ByteArrayInputStream(packed), 20))
            .contains("more than 20 bytes"));
  }
}
