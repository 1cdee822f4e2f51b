package org.autoprivacy.accuracy;

import org.autoprivacy.network.LayerShape;

/**
 * Which output values share a ciphertext when values are in slots.
 *
 * <p>Image layers: each channel takes a block of slots, the next power of two of its pixels at
 * unstrided positions; a row of n/2 slots holds c_h blocks, a ciphertext 2·c_h channels in order
 * (DELPHI's layout, docs/notes/error-models.md). Fully connected layers: all outputs together, or
 * equal shares where there are more than n. Either way a ciphertext holds consecutive values.
 *
 * @param ciphertexts how many there are
 * @param valuesEach values of each but the last, which may have fewer
 * @param values values in all
 */
record OutputCiphertexts(int ciphertexts, int valuesEach, int values) {

  /**
   * The groups of a layer.
   *
   * @throws IllegalArgumentException if a channel is larger than a row of slots
   */
  static OutputCiphertexts of(LayerShape shape, int polyDegree) {
    int values = Math.toIntExact(shape.outputs());
    if (shape.kind() == LayerShape.Kind.FULLY_CONNECTED) {
      int ciphertexts = Math.ceilDiv(values, polyDegree);
      return new OutputCiphertexts(ciphertexts, Math.ceilDiv(values, ciphertexts), values);
    }
    long height = Math.max(shape.height(), (shape.outHeight() - 1L) * shape.stride() + 1);
    long width = Math.max(shape.width(), (shape.outWidth() - 1L) * shape.stride() + 1);
    long block = Long.highestOneBit(2 * height * width - 1);
    int row = polyDegree / 2;
    if (block > row) {
      throw new IllegalArgumentException(
          "a row of " + row + " slots does not hold a channel of " + shape);
    }
    int channelsEach = Math.toIntExact(2 * (row / block));
    int pixels = shape.outHeight() * shape.outWidth();
    return new OutputCiphertexts(
        Math.ceilDiv(shape.outChannels(), channelsEach),
        Math.min(channelsEach, shape.outChannels()) * pixels,
        values);
  }

  /** The first value of a ciphertext. */
  int from(int ciphertext) {
    return ciphertext * valuesEach;
  }

  /** The value after the last of a ciphertext. */
  int to(int ciphertext) {
    return Math.min(values, (ciphertext + 1) * valuesEach);
  }
}
