package org.autoprivacy.linear.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of any width one after the other, the least significant bits first. Not thread-safe. */
public final class BitWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private long pending;
  private int pendingBits;

  /** Writes from byte {@code from} on. */
  public BitWriter(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /**
   * Appends a number.
   *
   * @param value in [0, 2^bits)
   * @param bits in [1, 63]
   */
  public void put(long value, int bits) {
    pending |= value << pendingBits;
    pendingBits += bits;
    if (pendingBits >= Long.SIZE) {
      LONGS.set(bytes, at, pending);
      at += Long.BYTES;
      pendingBits -= Long.SIZE;
      pending = pendingBits == 0 ? 0 : value >>> (bits - pendingBits);
    }
  }

  /** Appends numbers of one width. */
  public void putAll(long[] values, int from, int count, int bits) {
    for (int i = from; i < from + count; i++) {
      put(values[i], bits);
    }
  }

  /** Fills the last byte with zeros and returns the place behind it. */
  public int finish() {
    for (; pendingBits > 0; pendingBits -= Byte.SIZE) {
      bytes[at++] = (byte) pending;
      pending >>>= Byte.SIZE;
    }
    pendingBits = 0;
    return at;
  }

  /** Bytes that so many bits take. */
  public static long bytes(long bits) {
    return Math.ceilDiv(bits, Byte.SIZE);
  }
}
