package org.autoprivacy.linear.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What every message begins and ends with: {@code "APHE"}, the version, what it is, log2 n, the
 * number of BFV instances, how many ciphertexts or keys follow, the length of what follows, and
 * behind that a CRC-32C of all of it. Little-endian. The checksum finds accidents, not attacks.
 *
 * @param kind what the message is
 * @param logN log2 of the poly degree
 * @param instances BFV instances, one for each factor of t
 * @param count ciphertexts or keys of each instance
 */
public record Envelope(Kind kind, int logN, int instances, int count) {

  /** What a message is. */
  public enum Kind {
    /** Keys that the server needs. */
    KEYS(0),
    /** The client's encrypted input. */
    REQUEST(1),
    /** The server's encrypted output. */
    REPLY(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Bytes of an envelope without what it holds. */
  public static final int BYTES = 24;

  /** Where what it holds begins. */
  public static final int HEADER_BYTES = 20;

  private static final int MAGIC = 0x45485041;
  private static final int VERSION = 1;

  /** A message with room for so many bytes, to be sealed when they are written. */
  public byte[] open(long payloadBytes) {
    if (payloadBytes > Integer.MAX_VALUE - BYTES - Long.BYTES) {
      throw new IllegalArgumentException(
          "a message of %d bytes is too long: use fewer ciphertexts".formatted(payloadBytes));
    }
    byte[] message = new byte[(int) payloadBytes + BYTES];
    put(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), payloadBytes);
    return message;
  }

  private void put(ByteBuffer buffer, long payloadBytes) {
    buffer.putInt(MAGIC);
    buffer.put((byte) VERSION);
    buffer.put((byte) kind.code);
    buffer.put((byte) logN);
    buffer.put((byte) instances);
    buffer.putInt(count);
    buffer.putLong(payloadBytes);
  }

  /** Writes the checksum. */
  public static void seal(byte[] message) {
    ByteBuffer.wrap(message)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(message.length - Integer.BYTES, checksum(message));
  }

  /**
   * Holds that a message is one of this kind and these numbers, as long as expected, and whole.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public void requireFits(byte[] message, long payloadBytes) {
    String what = "the " + kind.name().toLowerCase(java.util.Locale.ROOT) + " message";
    if (message.length != payloadBytes + BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes instead of %d: both parties must use the same parameters"
              .formatted(what, message.length, payloadBytes + BYTES));
    }
    ByteBuffer expected = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    put(expected, payloadBytes);
    if (!expected.flip().equals(ByteBuffer.wrap(message, 0, HEADER_BYTES))) {
      throw new IllegalArgumentException(
          what + " is of another kind, version or layer: both parties must use the same");
    }
    int checksum =
        ByteBuffer.wrap(message)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt(message.length - Integer.BYTES);
    if (checksum != checksum(message)) {
      throw new IllegalArgumentException(what + " was damaged on its way: send it again");
    }
  }

  private static int checksum(byte[] message) {
    CRC32C crc = new CRC32C();
    crc.update(message, 0, message.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}
