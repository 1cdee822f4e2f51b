package org.autoprivacy.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key stream of a cipher under a 32-byte key, with nonce and counter starting at zero, as
 * little-endian words. Streams are lent: {@link #close} clears the words that wait and keeps cipher
 * and buffer for the next one. Copies of the key inside the JDK's cipher cannot be reached and live
 * until they are collected. Not thread-safe.
 */
final class KeyStream implements AutoCloseable {

  static final int KEY_BYTES = 32;

  private static final int BUFFER_BYTES = 1 << 14;
  private static final byte[] ZEROS = new byte[BUFFER_BYTES];
  private static final int MOST_KEPT = 64;

  /** RFC 8439: no table and no branch, on any machine. For secrets. */
  static final Algorithm CHACHA20 =
      new Algorithm("ChaCha20", "ChaCha20", () -> new ChaCha20ParameterSpec(new byte[12], 0));

  /**
   * AES-256 in counter mode: seven times as fast where the processor has it. Elsewhere, and until
   * the JIT has compiled it, the JDK's is made of tables, so that it is for public values alone.
   */
  static final Algorithm AES =
      new Algorithm("AES", "AES/CTR/NoPadding", () -> new IvParameterSpec(new byte[16]));

  /** Where words come from, and streams that wait to be lent. Thread-safe. */
  static final class Algorithm {
    private final String key;
    private final String transformation;
    private final Supplier<AlgorithmParameterSpec> start;
    private final ArrayDeque<KeyStream> free = new ArrayDeque<>();

    private Algorithm(String key, String transformation, Supplier<AlgorithmParameterSpec> start) {
      this.key = key;
      this.transformation = transformation;
      this.start = start;
    }

    private synchronized KeyStream take() throws GeneralSecurityException {
      KeyStream kept = free.poll();
      return kept != null ? kept : new KeyStream(this, Cipher.getInstance(transformation));
    }

    private synchronized void keep(KeyStream stream) {
      if (free.size() < MOST_KEPT) {
        free.push(stream);
      }
    }
  }

  private final Algorithm algorithm;
  private final Cipher cipher;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final LongBuffer words =
      ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  private boolean open;

  private KeyStream(Algorithm algorithm, Cipher cipher) {
    this.algorithm = algorithm;
    this.cipher = cipher;
  }

  /** The stream of a key, which may be wiped afterwards. */
  static KeyStream open(Algorithm algorithm, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a stream's key has %d bytes, got %d".formatted(KEY_BYTES, key.length));
    }
    try {
      KeyStream stream = algorithm.take();
      stream.cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm.key), algorithm.start.get());
      stream.words.position(stream.words.limit());
      stream.open = true;
      return stream;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this JDK has no usable %s: use one that has".formatted(algorithm.transformation), e);
    }
  }

  /** The next words. */
  void next(long[] out, int from, int count) {
    if (!open) {
      throw new IllegalStateException("the stream is closed: open another");
    }
    int done = 0;
    while (done < count) {
      if (!words.hasRemaining()) {
        refill();
      }
      int some = Math.min(count - done, words.remaining());
      words.get(out, from + done, some);
      done += some;
    }
  }

  private void refill() {
    try {
      cipher.update(ZEROS, 0, BUFFER_BYTES, buffer, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the cipher gave out: ask for a new stream", e);
    }
    words.position(0);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Arrays.fill(buffer, (byte) 0);
      algorithm.keep(this);
    }
  }
}
