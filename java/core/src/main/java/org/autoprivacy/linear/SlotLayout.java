package org.autoprivacy.linear;

import java.util.Arrays;
import org.autoprivacy.network.LayerShape;

/**
 * Where the channels of an image layer lie in batching slots, which are two rows of n/2: each
 * channel takes a block of consecutive slots, as many as the next power of two of its pixels.
 *
 * <p>Outputs stay at the unstrided positions of the input image. DELPHI's released program wants
 * blocks smaller than a row; a block as long as a row works as well and is allowed here.
 *
 * @param polyDegree n
 * @param block slots of one channel
 * @param channelsPerRow channels in one row
 * @param inRows rows that the input channels take
 * @param outRows rows that the output channels take
 */
record SlotLayout(int polyDegree, int block, int channelsPerRow, int inRows, int outRows) {

  /**
   * The layout of a convolution or depthwise layer.
   *
   * @throws IllegalArgumentException if a channel is larger than a row
   */
  static SlotLayout of(LayerShape shape, int polyDegree) {
    long height = Math.max(shape.height(), spread(shape.outHeight(), shape.stride()));
    long width = Math.max(shape.width(), spread(shape.outWidth(), shape.stride()));
    long block = nextPowerOfTwo(height * width);
    int row = polyDegree / 2;
    if (block > row) {
      throw new IllegalArgumentException(
          "slots of n = %d hold images of up to %d pixels, %s has %d: use a larger n or coefficients"
              .formatted(polyDegree, row, shape, height * width));
    }
    int perRow = (int) (row / block);
    return new SlotLayout(
        polyDegree,
        (int) block,
        perRow,
        ceilDiv(shape.inChannels(), perRow),
        ceilDiv(shape.outChannels(), perRow));
  }

  private static long spread(int outputs, int stride) {
    return (long) (outputs - 1) * stride + 1;
  }

  /** Ciphertexts of the input. */
  int in() {
    return ceilDiv(inRows, 2);
  }

  /** Ciphertexts of the output. */
  int out() {
    return ceilDiv(outRows, 2);
  }

  /** Permutations of rows that bring each input row under each output row. */
  int rowPermutations() {
    return outRows > 1 ? outRows + outRows % 2 : 1;
  }

  /** Slots in a row, n/2. */
  int row() {
    return polyDegree / 2;
  }

  /** Key switches of a rotation by {@code blocks} channels. */
  int blockSwitches(int blocks) {
    return NonAdjacentForm.keySwitches((long) blocks * block, row());
  }

  /**
   * Key switches that bring each of the kernel's pixels under the output pixel, one number for each
   * of them that needs a rotation.
   */
  int[] tapSwitches(LayerShape shape) {
    int k = shape.kernel();
    int[] switches = new int[k * k];
    int taps = 0;
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        long steps = (long) (a - shape.padding()) * shape.width() + (b - shape.padding());
        if (steps != 0) {
          switches[taps++] = NonAdjacentForm.keySwitches(steps, row());
        }
      }
    }
    return Arrays.copyOf(switches, taps);
  }

  static int ceilDiv(int a, int b) {
    return Math.ceilDiv(a, b);
  }

  static long nextPowerOfTwo(long value) {
    long highest = Long.highestOneBit(value);
    return highest == value ? value : 2 * highest;
  }
}
