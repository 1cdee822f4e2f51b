package org.autoprivacy.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key stream of ChaCha20 (RFC 8439) under a 32-byte key, a zero nonce and the block counter 0,
 * as little-endian words. Not thread-safe. {@link #wipe} clears the words that wait; the copies of
 * the key inside the JDK's cipher cannot be reached and live until they are collected.
 */
final class KeyStream {

  static final int KEY_BYTES = 32;

  private static final int BUFFER_BYTES = 4096;
  private static final byte[] ZEROS = new byte[BUFFER_BYTES];
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Cipher cipher;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used = BUFFER_BYTES;

  KeyStream(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a stream's key has %d bytes, got %d".formatted(KEY_BYTES, key.length));
    }
    try {
      cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "ChaCha20"),
          new ChaCha20ParameterSpec(new byte[12], 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ChaCha20: use one with it", e);
    }
  }

  long next() {
    if (used == BUFFER_BYTES) {
      try {
        cipher.update(ZEROS, 0, BUFFER_BYTES, buffer, 0);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("ChaCha20 gave out: ask for a new stream", e);
      }
      used = 0;
    }
    long word = (long) LONGS.get(buffer, used);
    used += Long.BYTES;
    return word;
  }

  void wipe() {
    Arrays.fill(buffer, (byte) 0);
    used = BUFFER_BYTES;
  }
}
