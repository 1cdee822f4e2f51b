package org.autoprivacy.network;

/**
 * The shape of one image's values between two nodes, channel-major.
 *
 * @param channels number of channels
 * @param height rows
 * @param width columns
 */
public record TensorShape(int channels, int height, int width) {

  public TensorShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a tensor has at least one value, got " + channels + "x" + height + "x" + width);
    }
  }

  /** Values of one image. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
