package org.autoprivacy.network;

import java.util.Objects;

/**
 * The accumulators of one linear layer for a block of images, open to change. A value is counted
 * channel by channel, row by row: {@code (channel·height + row)·width + column}. Valid only during
 * the call that hands it out.
 */
public final class LayerOutputs {

  private final int[] accumulators;
  private final int lanes;
  private final int channels;
  private final int pixels;
  private final int[] images;

  /**
   * A view of {@code accumulators[(pixel·channels + channel)·lanes + i]}, where i counts {@code
   * images}.
   */
  LayerOutputs(int[] accumulators, int lanes, TensorShape shape, int[] images) {
    this.accumulators = accumulators;
    this.lanes = lanes;
    this.channels = shape.channels();
    this.pixels = shape.height() * shape.width();
    this.images = images;
  }

  /** Images in this block. */
  public int images() {
    return images.length;
  }

  /** The caller's number of the {@code i}-th image of this block. */
  public int image(int i) {
    return images[i];
  }

  /** Output values of the layer for one image. */
  public int values() {
    return channels * pixels;
  }

  /** The accumulator of the {@code i}-th image of this block. */
  public int get(int i, int value) {
    return accumulators[index(i, value)];
  }

  /** Replaces an accumulator; the error models keep it centred modulo t. */
  public void set(int i, int value, int accumulator) {
    accumulators[index(i, value)] = accumulator;
  }

  private int index(int i, int value) {
    Objects.checkIndex(i, images.length);
    Objects.checkIndex(value, values());
    return (value % pixels * channels + value / pixels) * lanes + i;
  }
}
