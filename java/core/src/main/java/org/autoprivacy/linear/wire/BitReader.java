package org.autoprivacy.linear.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BitWriter} wrote. Not thread-safe. */
public final class BitReader {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private long position;

  /** Reads from bit {@code fromBit} on. */
  public BitReader(byte[] bytes, long fromBit) {
    this.bytes = bytes;
    this.position = fromBit;
  }

  /**
   * The next number.
   *
   * @param bits in [1, 63]
   * @throws IndexOutOfBoundsException behind the end
   */
  public long get(int bits) {
    int index = (int) (position >>> 3);
    int shift = (int) position & 7;
    position += bits;
    long value;
    if (index + Long.BYTES < bytes.length) {
      value = (long) LONGS.get(bytes, index) >>> shift;
      if (shift + bits > Long.SIZE) {
        value |= (bytes[index + Long.BYTES] & 0xffL) << (Long.SIZE - shift);
      }
    } else {
      value = (bytes[index] & 0xffL) >>> shift;
      for (int have = Byte.SIZE - shift; have < bits; have += Byte.SIZE) {
        value |= (bytes[++index] & 0xffL) << have;
      }
    }
    return value & -1L >>> (Long.SIZE - bits);
  }

  /**
   * Reads numbers of one width, all of which have to be below a bound.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public void getAll(long[] values, int from, int count, int bits, long bound) {
    for (int i = from; i < from + count; i++) {
      long value = get(bits);
      if (value >= bound) {
        throw new IllegalArgumentException(
            "number %d of a polynomial is %d, not below %d: the message is broken"
                .formatted(i - from, value, bound));
      }
      values[i] = value;
    }
  }
}
