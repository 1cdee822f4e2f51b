package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.autoprivacy.network.LayerShape;

/**
 * An image in batching slots, which are two rows of n/2: each channel takes a block of consecutive
 * slots, as many as the next power of two of its pixels.
 *
 * <p>A strided layer either leaves its outputs at the unstrided positions, or has its input cut
 * into phases, the pixels of equal remainder modulo the stride, so that outputs lie side by side.
 */
final class SlotImage {

  /**
   * One pixel of the kernel.
   *
   * @param index {@code a·k + b}
   * @param phase the phase of the input that it meets
   * @param steps rotation to the left that brings its input under the output
   * @param down rows from the output to the input
   * @param right columns from the output to the input
   */
  record Tap(int index, int phase, int steps, int down, int right) {}

  private final LayerShape shape;
  private final int stride;
  private final int step;
  private final List<int[]> phases = new ArrayList<>();
  private final List<Tap> taps = new ArrayList<>();
  private final int width;
  private final int block;
  private final int channelsPerRow;

  private SlotImage(LayerShape shape, int polyDegree, boolean cut) {
    this.shape = shape;
    stride = cut ? shape.stride() : 1;
    step = cut ? 1 : shape.stride();
    TreeSet<Integer> remainders = new TreeSet<>();
    for (int a = 0; a < shape.kernel(); a++) {
      remainders.add(Math.floorMod(a - shape.padding(), stride));
    }
    for (int y : remainders) {
      for (int x : remainders) {
        phases.add(new int[] {y, x});
      }
    }
    long height = Math.max(pixels(shape.height()), (shape.outHeight() - 1L) * step + 1);
    width = Math.max(pixels(shape.width()), (shape.outWidth() - 1) * step + 1);
    int row = polyDegree / 2;
    if (height * width > row) {
      throw new IllegalArgumentException(
          "slots of n = %d hold images of up to %d pixels, %s has %d: use a larger n or coefficients"
              .formatted(polyDegree, row, shape, height * width));
    }
    block = SlotMatrix.nextPowerOfTwo((int) (height * width));
    channelsPerRow = row / block;
    makeTaps(new ArrayList<>(remainders));
  }

  /** Outputs at the unstrided positions. */
  static SlotImage whole(LayerShape shape, int polyDegree) {
    return new SlotImage(shape, polyDegree, false);
  }

  /** Inputs cut into phases, outputs side by side. */
  static SlotImage phases(LayerShape shape, int polyDegree) {
    return new SlotImage(shape, polyDegree, true);
  }

  private int pixels(int length) {
    return Math.ceilDiv(length, stride);
  }

  private void makeTaps(List<Integer> remainders) {
    int k = shape.kernel();
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        int y = a - shape.padding();
        int x = b - shape.padding();
        int down = Math.floorDiv(y, stride);
        int right = Math.floorDiv(x, stride);
        int phase =
            remainders.indexOf(Math.floorMod(y, stride)) * remainders.size()
                + remainders.indexOf(Math.floorMod(x, stride));
        taps.add(new Tap(a * k + b, phase, down * width + right, down, right));
      }
    }
  }

  /** The kernel's pixels. */
  List<Tap> taps() {
    return taps;
  }

  /** Number of phases, 1 for a whole image. */
  int phases() {
    return phases.size();
  }

  /** Slots of one channel. */
  int block() {
    return block;
  }

  /** Channels in one row. */
  int channelsPerRow() {
    return channelsPerRow;
  }

  /** Writes which input value each slot of a channel's block holds. */
  void pixels(int phase, int channel, int[] places, int from) {
    int top = phases.get(phase)[0];
    int left = phases.get(phase)[1];
    for (int y = 0; top + y * stride < shape.height(); y++) {
      int row = (channel * shape.height() + top + y * stride) * shape.width();
      for (int x = 0; left + x * stride < shape.width(); x++) {
        places[from + y * width + x] = row + left + x * stride;
      }
    }
  }

  /** Adds the places of a channel's outputs. */
  void outputs(int channel, OutputPlaces places, int from) {
    for (int y = 0; y < shape.outHeight(); y++) {
      for (int x = 0; x < shape.outWidth(); x++) {
        places.add(
            from + y * step * width + x * step,
            (channel * shape.outHeight() + y) * shape.outWidth() + x);
      }
    }
  }

  /** Writes a weight wherever an output of the block meets a pixel of the image through a tap. */
  void weight(Tap tap, int weight, long[] slots, int from) {
    int top = phases.get(tap.phase())[0] + tap.down() * stride;
    int left = phases.get(tap.phase())[1] + tap.right() * stride;
    int between = step * stride;
    for (int y = 0; y < shape.outHeight(); y++) {
      int row = top + y * between;
      for (int x = 0; x < shape.outWidth() && row >= 0 && row < shape.height(); x++) {
        int column = left + x * between;
        if (column >= 0 && column < shape.width()) {
          slots[from + y * step * width + x * step] = weight;
        }
      }
    }
  }
}
