package org.autoprivacy.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.autoprivacy.json.JsonFiles;

/**
 * A search's state in a file: {@code APSEARCH}, version, SHA-256 of the request, length, payload,
 * CRC-32C of all before it; little-endian. The file is the old one or the new one, also after a
 * crash.
 */
final class Checkpoint {

  private static final byte[] MAGIC = "APSEARCH".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;
  private static final int HEADER_BYTES = 8 + 4 + HASH_BYTES + 4;
  private static final int CHECKSUM_BYTES = 8;
  private static final long LARGEST_BYTES = 1L << 30;

  private Checkpoint() {}

  /** Replaces the file. */
  static void write(Path file, byte[] fingerprint, byte[] payload) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(HEADER_BYTES + payload.length + CHECKSUM_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .putInt(VERSION)
            .put(fingerprint)
            .putInt(payload.length)
            .put(payload);
    buffer.putLong(checksum(buffer.array(), buffer.position()));
    JsonFiles.write(file, buffer.array());
  }

  /**
   * Reads the payload.
   *
   * @throws IllegalArgumentException if there is no such file, it is damaged or of another request
   */
  static byte[] read(Path file, byte[] fingerprint) throws IOException {
    byte[] bytes = bytes(file);
    if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException(
          file + " holds no state of a search: remove it, or run without --resume");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.getInt(MAGIC.length);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          file
              + " is of version "
              + version
              + ", this program reads version "
              + VERSION
              + ": run without --resume");
    }
    int end = bytes.length - CHECKSUM_BYTES;
    if (buffer.getInt(HEADER_BYTES - 4) != end - HEADER_BYTES
        || buffer.getLong(end) != checksum(bytes, end)) {
      throw new IllegalArgumentException(file + " is damaged: remove it, or run without --resume");
    }
    if (!Arrays.equals(
        bytes, MAGIC.length + 4, MAGIC.length + 4 + HASH_BYTES, fingerprint, 0, HASH_BYTES)) {
      throw new IllegalArgumentException(
          file
              + " is of another search (network, options, seed or profile differ):"
              + " give the same options, or run without --resume");
    }
    return Arrays.copyOfRange(bytes, HEADER_BYTES, end);
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new IllegalArgumentException(file + " is larger than 1 GiB: no state of a search");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no search to resume in " + file + ": run without --resume", e);
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
