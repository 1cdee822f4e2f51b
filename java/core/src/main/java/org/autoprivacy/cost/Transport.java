package org.autoprivacy.cost;

import java.util.zip.CRC32C;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;

/** What travelling and laying out numbers costs, as a layer's parties do it. */
final class Transport {

  private Transport() {}

  /** Numbers of so many bits as bytes, with the checksum taken. */
  static byte[] packed(long[] numbers, int bits) {
    byte[] message = new byte[(int) BitWriter.bytes((long) numbers.length * bits) + Long.BYTES];
    BitWriter writer = new BitWriter(message, 0);
    writer.putAll(numbers, 0, numbers.length, bits);
    message[message.length - 1] = (byte) checksum(message, writer.finish());
    return message;
  }

  /** The numbers of such bytes, checked to be below a bound. */
  static long[] unpacked(byte[] message, int count, int bits, long bound) {
    if ((byte) checksum(message, message.length - Long.BYTES) != message[message.length - 1]) {
      throw new AssertionError("the message is as it was packed");
    }
    long[] numbers = new long[count];
    new BitReader(message, 0).getAll(numbers, 0, count, bits, bound);
    return numbers;
  }

  private static long checksum(byte[] message, int length) {
    CRC32C crc = new CRC32C();
    crc.update(message, 0, length);
    return crc.getValue();
  }

  /** Places of n numbers as a strided image has them: short runs, with gaps that hold nothing. */
  static int[] places(int n) {
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = i % 33 == 32 ? -1 : i - i / 33;
    }
    return places;
  }

  /** Numbers at their places. */
  static long[] arranged(long[] numbers, int[] places) {
    long[] out = new long[places.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = places[i] < 0 ? 0 : numbers[places[i]];
    }
    return out;
  }
}
