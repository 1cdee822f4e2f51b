package org.autoprivacy.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers, arrays and texts one after another as little-endian bytes. Not thread-safe. */
public final class StateWriter {

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Appends 8 bytes. */
  public void putLong(long value) {
    reserve(Long.BYTES).putLong(value);
  }

  /** Appends 4 bytes. */
  public void putInt(int value) {
    reserve(Integer.BYTES).putInt(value);
  }

  /** Appends 8 bytes. */
  public void putDouble(double value) {
    reserve(Double.BYTES).putDouble(value);
  }

  /** Appends the length and the elements. */
  public void putFloats(float[] values) {
    putInt(values.length);
    ByteBuffer target = reserve(values.length * Float.BYTES);
    target.asFloatBuffer().put(values);
    target.position(target.position() + values.length * Float.BYTES);
  }

  /** Appends the length and the elements. */
  public void putInts(int[] values) {
    putInt(values.length);
    ByteBuffer target = reserve(values.length * Integer.BYTES);
    for (int value : values) {
      target.putInt(value);
    }
  }

  /** Appends the length in bytes and the text as UTF-8. */
  public void putText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    putInt(bytes.length);
    reserve(bytes.length).put(bytes);
  }

  /** All that was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      int length = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      buffer =
          ByteBuffer.wrap(Arrays.copyOf(buffer.array(), length))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(buffer.position());
    }
    return buffer;
  }
}
