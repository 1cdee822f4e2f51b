package org.autoprivacy.linear;

import java.util.Arrays;

/**
 * Which blocks of a polynomial the channels of an image and of the kernels take, so that the wanted
 * products of channels meet in blocks that no unwanted one reaches.
 */
final class ChannelBlocks {

  private final int channels;
  private final int kernels;
  private final int[] spread;

  private ChannelBlocks(int channels, int kernels, int[] spread) {
    this.channels = channels;
    this.kernels = kernels;
    this.spread = spread;
  }

  /**
   * Sums over {@code channels} channels for {@code kernels} kernels: channel c in block c, weight c
   * of kernel m in block {@code m·channels + channels-1-c}, the sum in {@code m·channels +
   * channels-1}.
   */
  static ChannelBlocks product(int channels, int kernels) {
    return new ChannelBlocks(channels, kernels, new int[0]);
  }

  /**
   * Channel by channel: channel c and its kernel both in block a_c, the result in 2·a_c. No two
   * others meet there, {@code a_i + a_j = 2·a_c}, since no three of the a_c are in arithmetic
   * progression.
   *
   * @param fit blocks in the polynomial
   * @param most channels at most
   */
  static ChannelBlocks depthwise(int fit, int most) {
    int[] spread = progressionFree((fit + 1) / 2, most);
    return new ChannelBlocks(spread.length, spread.length, spread);
  }

  /** The first numbers below {@code limit} of which no three are in arithmetic progression. */
  private static int[] progressionFree(int limit, int most) {
    boolean[] taken = new boolean[limit];
    int[] numbers = new int[Math.min(limit, most)];
    int count = 0;
    for (int next = 0; next < limit && count < most; next++) {
      boolean free = true;
      for (int i = 0; i < count && free; i++) {
        int before = 2 * numbers[i] - next;
        free = before < 0 || !taken[before];
      }
      if (free) {
        taken[next] = true;
        numbers[count++] = next;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  /** Input channels in one polynomial. */
  int channels() {
    return channels;
  }

  /** Output channels in one polynomial. */
  int kernels() {
    return kernels;
  }

  /** Where a channel of the image is. */
  int channelBlock(int channel) {
    return spread.length > 0 ? spread[channel] : channel;
  }

  /** Where the weights are that bring a channel to an output. */
  int kernelBlock(int kernel, int channel) {
    return spread.length > 0 ? spread[kernel] : kernel * channels + channels - 1 - channel;
  }

  /** Where an output's sum comes out. */
  int outputBlock(int kernel) {
    return spread.length > 0 ? 2 * spread[kernel] : kernel * channels + channels - 1;
  }
}
