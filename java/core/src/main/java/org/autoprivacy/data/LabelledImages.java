package org.autoprivacy.data;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Images with 8-bit pixels and one label each, as {@code image × channel × row × column}.
 *
 * <p>Not copied: whoever gives the arrays must not change them afterwards.
 */
public final class LabelledImages {

  private final String name;
  private final int channels;
  private final int height;
  private final int width;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Images as given.
   *
   * @param name what messages call the set
   * @param classes number of classes; labels lie in [0, classes)
   * @param pixels {@code byte[count·channels·height·width]}, unsigned
   * @param labels {@code byte[count]}, unsigned
   * @throws IllegalArgumentException if sizes do not fit or a label is no class
   */
  public LabelledImages(
      String name, int channels, int height, int width, int classes, byte[] pixels, byte[] labels) {
    if (channels < 1 || height < 1 || width < 1 || classes < 1 || classes > 256) {
      throw new IllegalArgumentException(name + ": images need channels, pixels and 1-256 classes");
    }
    if ((long) labels.length * channels * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "%s: %d labels and %d pixels are not the same number of %dx%dx%d images"
              .formatted(name, labels.length, pixels.length, channels, height, width));
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xFF) >= classes) {
        throw new IllegalArgumentException(
            "%s: image %d has label %d, there are %d classes: fetch the files again"
                .formatted(name, i, labels[i] & 0xFF, classes));
      }
    }
    this.name = name;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** What messages call the set. */
  public String name() {
    return name;
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Channels of an image. */
  public int channels() {
    return channels;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Pixels of one image: {@code channels·height·width}. */
  public int size() {
    return channels * height * width;
  }

  /** The class of an image. */
  public int label(int image) {
    return labels[image] & 0xFF;
  }

  /** A pixel in [0, 255]; {@code index} counts through channels, rows, columns. */
  public int pixel(int image, int index) {
    return pixels[image * size() + index] & 0xFF;
  }

  /** Copies an image's pixels, unsigned bytes, to {@code target} from {@code offset} on. */
  public void copyPixels(int image, byte[] target, int offset) {
    System.arraycopy(pixels, image * size(), target, offset, size());
  }

  /** The images at these places, in this order. */
  public LabelledImages select(int[] places) {
    byte[] some = new byte[places.length * size()];
    byte[] theirs = new byte[places.length];
    for (int i = 0; i < places.length; i++) {
      copyPixels(places[i], some, i * size());
      theirs[i] = labels[places[i]];
    }
    return new LabelledImages(name, channels, height, width, classes, some, theirs);
  }

  /** The images of some classes, in the same order; labels stay what they are. */
  public LabelledImages ofClasses(Set<Integer> some) {
    return select(IntStream.range(0, count()).filter(i -> some.contains(label(i))).toArray());
  }

  /**
   * The images in [from, to).
   *
   * @throws IndexOutOfBoundsException if there are no such images
   */
  public LabelledImages slice(int from, int to) {
    if (from < 0 || from > to || to > count()) {
      throw new IndexOutOfBoundsException(
          "images [%d, %d) of %d".formatted(from, to, labels.length));
    }
    return new LabelledImages(
        name,
        channels,
        height,
        width,
        classes,
        Arrays.copyOfRange(pixels, from * size(), to * size()),
        Arrays.copyOfRange(labels, from, to));
  }
}
