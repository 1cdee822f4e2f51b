package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/**
 * How one channel of an image becomes a block of coefficients, and where the outputs come out:
 * pixel (y, x) of the window is coefficient {@code y·line + x}; the kernel's last weight is {@code
 * (k-1)·(line+1)}, and output (y, x) of the unstrided convolution comes out at {@code last +
 * (y-padding)·line + x-padding}, counted from the window's own corner.
 *
 * @param shape the layer
 * @param step distance in the input of neighbouring pixels of the window: the stride of a 1x1
 *     kernel, else 1
 * @param stride distance in the window of neighbouring outputs
 * @param height rows of a window
 * @param line coefficients of a row
 * @param size coefficients of a block
 * @param origin coordinate of the first window's corner in the image, -padding or 0
 * @param down windows below each other
 * @param across windows beside each other
 */
record ImageWindow(
    LayerShape shape,
    int step,
    int stride,
    int height,
    int line,
    int size,
    int origin,
    int down,
    int across) {

  /**
   * With all zeros of the padding, as Cheetah has it; images larger than n are cut into windows
   * that overlap by k-1.
   *
   * @throws IllegalArgumentException if the kernel is larger than a polynomial
   */
  static ImageWindow padded(LayerShape shape, int polyDegree) {
    int k = shape.kernel();
    if ((long) k * k > polyDegree) {
      throw new IllegalArgumentException(
          "a kernel of %d x %d has more weights than a polynomial of n = %d coefficients"
              .formatted(k, k, polyDegree));
    }
    int height = height(shape) + 2 * shape.padding();
    int width = width(shape) + 2 * shape.padding();
    if ((long) height * width <= polyDegree) {
      return of(shape, height, width, height * width, -shape.padding(), 1, 1);
    }
    int tileHeight = Math.clamp((int) Math.sqrt((double) polyDegree * height / width), k, height);
    int tileWidth = Math.min(polyDegree / tileHeight, width);
    if (tileWidth < k) {
      throw new IllegalArgumentException(
          "polynomials of n = %d coefficients hold no tile of %s".formatted(polyDegree, shape));
    }
    return of(
        shape,
        tileHeight,
        tileWidth,
        tileHeight * tileWidth,
        -shape.padding(),
        Math.ceilDiv(height - k + 1, tileHeight - k + 1),
        Math.ceilDiv(width - k + 1, tileWidth - k + 1));
  }

  /**
   * With one gap of zeros between rows and between channels, which serves both its neighbours as
   * padding; cut like {@link #padded} where that does not fit.
   */
  static ImageWindow gapped(LayerShape shape, int polyDegree) {
    int p = shape.padding();
    int line = width(shape) + p;
    long size = (long) (height(shape) + p) * line;
    // A kernel nearly as large as the padded image would reach beyond its block.
    boolean within = (long) (shape.kernel() - 1) * (line + 1) < size;
    return size <= polyDegree && within
        ? of(shape, height(shape), line, (int) size, 0, 1, 1)
        : padded(shape, polyDegree);
  }

  private static ImageWindow of(
      LayerShape shape, int height, int line, int size, int origin, int down, int across) {
    boolean subsampled = subsampled(shape);
    return new ImageWindow(
        shape,
        subsampled ? shape.stride() : 1,
        subsampled ? 1 : shape.stride(),
        height,
        line,
        size,
        origin,
        down,
        across);
  }

  /** A strided 1x1 kernel sees a subsampled image only. */
  private static boolean subsampled(LayerShape shape) {
    return shape.kernel() == 1 && shape.stride() > 1;
  }

  private static int height(LayerShape shape) {
    return subsampled(shape) ? shape.outHeight() : shape.height();
  }

  private static int width(LayerShape shape) {
    return subsampled(shape) ? shape.outWidth() : shape.width();
  }

  /** Windows of the image. */
  int tiles() {
    return down * across;
  }

  /** Place of the kernel's last weight. */
  int last() {
    return (shape.kernel() - 1) * (line + 1);
  }

  private int rowsBetween() {
    return height - shape.kernel() + 1;
  }

  private int columnsBetween() {
    return line - shape.kernel() + 1;
  }

  /** Writes which input value each coefficient of a channel holds. */
  void pixels(int tile, int channel, int[] places, int from) {
    int top = origin + tile / across * rowsBetween();
    int left = origin + tile % across * columnsBetween();
    for (int y = Math.max(0, -top); y < height && top + y < height(shape); y++) {
      int row = (channel * shape.height() + (top + y) * step) * shape.width();
      for (int x = Math.max(0, -left); x < line && left + x < width(shape); x++) {
        places[from + y * line + x] = row + (left + x) * step;
      }
    }
  }

  /** Adds the places of a channel's outputs; {@code from} is where the sum's block begins. */
  void outputs(int tile, int channel, OutputPlaces places, int from) {
    int p = shape.padding();
    int top = origin + tile / across * rowsBetween();
    int left = origin + tile % across * columnsBetween();
    for (int y = firstOutput(tile / across, rowsBetween()); y < shape.outHeight(); y++) {
      int row = y * stride - p - top;
      if (down > 1 && row >= rowsBetween()) {
        break;
      }
      for (int x = firstOutput(tile % across, columnsBetween()); x < shape.outWidth(); x++) {
        int column = x * stride - p - left;
        if (across > 1 && column >= columnsBetween()) {
          break;
        }
        places.add(
            from + last() + row * line + column,
            (channel * shape.outHeight() + y) * shape.outWidth() + x);
      }
    }
  }

  /** Number of outputs of one channel in a window. */
  int outputs(int tile) {
    return count(tile / across, down, rowsBetween(), shape.outHeight())
        * count(tile % across, across, columnsBetween(), shape.outWidth());
  }

  private int count(int tile, int tiles, int between, int outputs) {
    int end = tiles == 1 ? outputs : Math.min(outputs, firstOutput(tile + 1, between));
    return Math.max(0, end - firstOutput(tile, between));
  }

  /** The first output whose place is in a window or behind it. */
  private int firstOutput(int tile, int between) {
    return Math.ceilDiv(tile * between, stride);
  }
}
