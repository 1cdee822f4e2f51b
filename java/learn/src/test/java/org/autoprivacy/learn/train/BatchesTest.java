package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.autoprivacy.data.LabelledImages;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static LabelledImages numbered(int count) {
    byte[] pixels = new byte[count * 12];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) i;
    }
    new Random(1).nextBytes(pixels);
    return new LabelledImages("numbered", 1, 3, 4, 64, pixels, labels);
  }

  private static Recipe recipe(int batch, int shift, boolean flips) {
    return new Recipe(batch, 0.1, 0.01, 0, 0, shift, flips, 0.25, ScalarType.Float);
  }

  @Test
  void anEpochShowsEachImageOnceInAnOrderOfItsOwn() {
    Batches batches = new Batches(numbered(60), recipe(20, 0, false), 5);
    assertEquals(3, batches.count());
    long[][] seen = new long[2][60];
    for (int epoch = 0; epoch < 2; epoch++) {
      Batches.Epoch source = batches.epoch(epoch);
      long[] labels = new long[20];
      for (int b = 0; b < 3; b++) {
        source.next(new float[20 * 12], labels);
        System.arraycopy(labels, 0, seen[epoch], b * 20, 20);
      }
    }
    assertFalse(Arrays.equals(seen[0], seen[1]));
    for (long[] epoch : seen) {
      assertArrayEquals(
          IntStream.range(0, 60).asLongStream().toArray(), Arrays.stream(epoch).sorted().toArray());
    }
  }

  @Test
  void theSameSeedAndEpochGiveTheSameBatches() {
    float[][] pixels = new float[3][20 * 12];
    new Batches(numbered(60), recipe(20, 2, true), 5).epoch(3).next(pixels[0], new long[20]);
    new Batches(numbered(60), recipe(20, 2, true), 5).epoch(3).next(pixels[1], new long[20]);
    new Batches(numbered(60), recipe(20, 2, true), 6).epoch(3).next(pixels[2], new long[20]);
    assertArrayEquals(pixels[0], pixels[1]);
    assertFalse(Arrays.equals(pixels[0], pixels[2]));
  }

  @Test
  void imagesAreMovedAndMirroredWithinTheirFrame() {
    LabelledImages images = numbered(1);
    Batches batches = new Batches(images, recipe(1, 1, true), 7);
    boolean[] found = new boolean[18];
    for (int epoch = 0; epoch < 400; epoch++) {
      float[] pixels = new float[12];
      batches.epoch(epoch).next(pixels, new long[1]);
      int matches = 0;
      for (int move = 0; move < 18; move++) {
        if (Arrays.equals(pixels, moved(images, move / 6 - 1, move / 2 % 3 - 1, move % 2 == 1))) {
          found[move] = true;
          matches++;
        }
      }
      assertEquals(1, matches);
    }
    for (boolean each : found) {
      assertTrue(each);
    }
  }

  private static float[] moved(LabelledImages images, int down, int right, boolean mirror) {
    float[] to = new float[12];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        int toX = mirror ? 3 - (x + right) : x + right;
        if (y + down >= 0 && y + down < 3 && toX >= 0 && toX < 4) {
          to[(y + down) * 4 + toX] = images.pixel(0, y * 4 + x);
        }
      }
    }
    return to;
  }

  @Test
  void ratesRiseThenFallToNothing() {
    Recipe recipe = recipe(1, 0, false);
    assertEquals(0.004, recipe.floatRate(0), 1e-12);
    assertEquals(0.1, recipe.floatRate(0.2), 1e-12);
    assertEquals(0.05, recipe.floatRate(0.6), 1e-12);
    assertEquals(0, recipe.floatRate(1), 1e-12);
    assertEquals(0.01, recipe.tuningRate(0), 1e-12);
    assertEquals(0, recipe.tuningRate(1), 1e-12);
  }
}
