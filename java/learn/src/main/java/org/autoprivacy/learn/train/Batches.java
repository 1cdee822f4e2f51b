package org.autoprivacy.learn.train;

import java.util.Random;
import org.autoprivacy.data.LabelledImages;

/**
 * Training images in a random order, moved and mirrored at random; order and moves follow from the
 * seed and the epoch alone. Pixels are floats in [0, 255], 0 where an image was moved away.
 */
final class Batches {

  private final LabelledImages images;
  private final Recipe recipe;
  private final long seed;

  Batches(LabelledImages images, Recipe recipe, long seed) {
    this.images = images;
    this.recipe = recipe;
    this.seed = seed;
  }

  /** Whole batches in an epoch; the images left over are others in each epoch. */
  int count() {
    return Math.max(1, images.count() / recipe.batch());
  }

  /** Images of a batch. */
  int size() {
    return Math.min(recipe.batch(), images.count());
  }

  /** The batches of an epoch, one after the other. */
  Epoch epoch(int epoch) {
    return new Epoch(new Random(seed * 1_000_003 + epoch));
  }

  /** One pass over the images. */
  final class Epoch {
    private final Random random;
    private final int[] order = new int[images.count()];
    private int next;

    private Epoch(Random random) {
      this.random = random;
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
    }

    /** Fills {@code pixels} and {@code labels} with the next batch. */
    void next(float[] pixels, long[] labels) {
      for (int i = 0; i < labels.length; i++) {
        int image = order[next++];
        labels[i] = images.label(image);
        int most = recipe.mostShift();
        int down = random.nextInt(2 * most + 1) - most;
        int right = random.nextInt(2 * most + 1) - most;
        boolean mirror = recipe.flips() && random.nextBoolean();
        copy(image, down, right, mirror, pixels, i * images.size());
      }
    }
  }

  /** Copies images in order, unmoved. */
  static void plain(LabelledImages images, int from, int count, float[] pixels, long[] labels) {
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(from + i);
      for (int v = 0; v < images.size(); v++) {
        pixels[i * images.size() + v] = images.pixel(from + i, v);
      }
    }
  }

  private void copy(int image, int down, int right, boolean mirror, float[] to, int at) {
    int height = images.height();
    int width = images.width();
    for (int row = 0; row < images.channels() * height; row++) {
      int y = row % height - down;
      for (int x = 0; x < width; x++) {
        int from = (mirror ? width - 1 - x : x) - right;
        boolean inside = y >= 0 && y < height && from >= 0 && from < width;
        to[at + row * width + x] = inside ? images.pixel(image, (row - down) * width + from) : 0;
      }
    }
  }
}
