package org.autoprivacy.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link StateWriter} wrote; every length is checked before it is believed. Not
 * thread-safe.
 */
public final class StateReader {

  private final ByteBuffer buffer;

  public StateReader(byte[] bytes) {
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next 8 bytes. */
  public long getLong() {
    return require(Long.BYTES).getLong();
  }

  /** The next 4 bytes. */
  public int getInt() {
    return require(Integer.BYTES).getInt();
  }

  /** The next 8 bytes. */
  public double getDouble() {
    return require(Double.BYTES).getDouble();
  }

  /**
   * Fills an array that was written with the same length.
   *
   * @throws IllegalArgumentException if the length differs or an element is not finite
   */
  public void getFloats(float[] values) {
    int length = getInt();
    if (length != values.length) {
      throw new IllegalArgumentException(
          "an array has " + length + " numbers instead of " + values.length);
    }
    ByteBuffer source = require((long) length * Float.BYTES);
    source.asFloatBuffer().get(values);
    source.position(source.position() + length * Float.BYTES);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("an array holds a number that is not finite");
      }
    }
  }

  /** The next array, of the length it has in the file. */
  public int[] getInts() {
    int length = getInt();
    ByteBuffer source = require((long) length * Integer.BYTES);
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = source.getInt();
    }
    return values;
  }

  /** The next text. */
  public String getText() {
    int length = getInt();
    ByteBuffer source = require(length);
    byte[] bytes = new byte[length];
    source.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Checks that nothing is left.
   *
   * @throws IllegalArgumentException if bytes follow
   */
  public void requireEnd() {
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(buffer.remaining() + " bytes follow the end");
    }
  }

  private ByteBuffer require(long bytes) {
    if (bytes < 0 || bytes > buffer.remaining()) {
      throw new IllegalArgumentException("the data end early");
    }
    return buffer;
  }
}
