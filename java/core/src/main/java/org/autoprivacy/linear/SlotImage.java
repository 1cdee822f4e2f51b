package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
  private final double[] densities;

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
    long height = height(shape, stride, step);
    width = (int) width(shape, stride, step);
    int row = polyDegree / 2;
    if (height * width > row) {
      throw new IllegalArgumentException(
          "a row of %d slots does not hold the %d pixels of %s"
              .formatted(row, height * width, shape));
    }
    block = SlotMatrix.nextPowerOfTwo((int) (height * width));
    channelsPerRow = row / block;
    makeTaps(new ArrayList<>(remainders));
    densities = taps.stream().mapToDouble(this::densityOf).toArray();
  }

  /** Whether a channel fits into a row of slots. */
  static boolean fits(LayerShape shape, int polyDegree, boolean cut) {
    int stride = cut ? shape.stride() : 1;
    int step = cut ? 1 : shape.stride();
    return height(shape, stride, step) * width(shape, stride, step) <= polyDegree / 2;
  }

  private static long height(LayerShape shape, int stride, int step) {
    return Math.max(Math.ceilDiv(shape.height(), stride), (shape.outHeight() - 1L) * step + 1);
  }

  private static long width(LayerShape shape, int stride, int step) {
    return Math.max(Math.ceilDiv(shape.width(), stride), (shape.outWidth() - 1L) * step + 1);
  }

  /** Outputs at the unstrided positions. */
  static SlotImage whole(LayerShape shape, int polyDegree) {
    return new SlotImage(shape, polyDegree, false);
  }

  /** Inputs cut into phases, outputs side by side. */
  static SlotImage phases(LayerShape shape, int polyDegree) {
    return new SlotImage(shape, polyDegree, true);
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

  /** The first slot of a block that no output of any channel is in; empty if there is none. */
  OptionalInt unused() {
    OutputPlaces used = new OutputPlaces();
    outputs(0, used, 0);
    int free = 0;
    while (free < used.count() && used.place(free) == free) {
      free++;
    }
    return free < block ? OptionalInt.of(free) : OptionalInt.empty();
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

  /**
   * The part of a mask's coefficients that is not zero by structure. Where the pattern of a tap
   * repeats after m slots all over the block, the mean of the mask over the blocks repeats after m
   * slots of a row, which leaves 2m coefficients of the n/c_h that such a mean has; whatever else
   * differs from block to block has the others (docs/notes/noise.md).
   */
  double density(Tap tap) {
    return densities[taps.indexOf(tap)];
  }

  private double densityOf(Tap tap) {
    long[] pattern = new long[block];
    weight(tap, 1, pattern, 0);
    int period = block;
    while (period > 1 && repeats(pattern, period / 2)) {
      period /= 2;
    }
    return 1 - 1.0 / channelsPerRow + (double) period / (block * channelsPerRow);
  }

  private static boolean repeats(long[] pattern, int period) {
    for (int i = period; i < pattern.length; i++) {
      if (pattern[i] != pattern[i - period]) {
        return false;
      }
    }
    return true;
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
