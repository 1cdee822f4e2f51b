package org.autoprivacy.network;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators of one linear layer for a block of images, open to change. A value is counted
 * channel by channel, row by row: {@code (channel·height + row)·width + column}. Valid only during
 * the call that hands it out.
 *
 * <p>Accumulators that always fit 32 bits are kept in so many, others in 64.
 */
public final class LayerOutputs {

  private static final long[] NONE = {};

  private final int @Nullable [] narrow;
  private final long[] wide;
  private final TensorShape shape;
  private final int[] images;
  private final int channelStep;
  private final int pixelStep;
  private final int imageStep;

  private LayerOutputs(
      int @Nullable [] narrow,
      long[] wide,
      TensorShape shape,
      int[] images,
      int channelStep,
      int pixelStep,
      int imageStep) {
    this.narrow = narrow;
    this.wide = wide;
    this.shape = shape;
    this.images = images;
    this.channelStep = channelStep;
    this.pixelStep = pixelStep;
    this.imageStep = imageStep;
  }

  /**
   * A view of {@code accumulators[(pixel·channels + channel)·lanes + i]}, where i counts {@code
   * images}.
   */
  static LayerOutputs inLanes(int[] accumulators, int lanes, TensorShape shape, int[] images) {
    return new LayerOutputs(accumulators, NONE, shape, images, lanes, shape.channels() * lanes, 1);
  }

  /** The same of wide accumulators. */
  static LayerOutputs inLanes(long[] accumulators, int lanes, TensorShape shape, int[] images) {
    return new LayerOutputs(null, accumulators, shape, images, lanes, shape.channels() * lanes, 1);
  }

  /**
   * A view of {@code accumulators[i][channel][pixel]}, where i counts {@code images}.
   *
   * @throws IllegalArgumentException if there are not as many accumulators
   */
  public static LayerOutputs imageByImage(long[] accumulators, TensorShape shape, int[] images) {
    if (accumulators.length != (long) images.length * shape.size()) {
      throw new IllegalArgumentException(
          "%d accumulators are not %d images of %s"
              .formatted(accumulators.length, images.length, shape));
    }
    return new LayerOutputs(
        null, accumulators, shape, images, shape.height() * shape.width(), 1, shape.size());
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
    return shape.size();
  }

  /** The accumulator of the {@code i}-th image of this block. */
  public long get(int i, int value) {
    int index = index(i, value);
    return narrow == null ? wide[index] : narrow[index];
  }

  /**
   * Replaces an accumulator; where 32 bits are kept, it is clamped to them. The error models keep
   * it centred modulo t.
   */
  public void set(int i, int value, long accumulator) {
    int index = index(i, value);
    if (narrow == null) {
      wide[index] = accumulator;
    } else {
      narrow[index] = Math.clamp(accumulator, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  private int index(int i, int value) {
    Objects.checkIndex(i, images.length);
    Objects.checkIndex(value, values());
    int pixels = shape.height() * shape.width();
    return value / pixels * channelStep + value % pixels * pixelStep + i * imageStep;
  }
}
