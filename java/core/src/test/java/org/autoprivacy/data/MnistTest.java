package org.autoprivacy.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MnistTest {

  @Test
  void theEmbeddedTestSetIsTheOfficialOne() throws Exception {
    LabelledImages test = Mnist.test();
    assertEquals(10_000, test.count());
    assertEquals(28, test.height());
    assertEquals(28, test.width());
    int[] perClass = new int[10];
    for (int i = 0; i < test.count(); i++) {
      perClass[test.label(i)]++;
    }
    // Counts of the official test labels.
    assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, perClass);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] image = new byte[test.size()];
    digest.update(HexFormat.of().parseHex("00000803000027100000001c0000001c"));
    for (int i = 0; i < test.count(); i++) {
      test.copyPixels(i, image, 0);
      digest.update(image);
    }
    // sha256 of the unpacked official t10k-images-idx3-ubyte (docs/notes/mnist.md).
    assertEquals(
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        HexFormat.of().formatHex(digest.digest()));
  }
}
