package org.autoprivacy.seal;

import java.nio.charset.StandardCharsets;
import org.autoprivacy.seal.spi.SealLibrary;

/** Statuses of native calls, and the one place where they become exceptions. */
final class Status {

  private static final ThreadLocal<byte[]> MESSAGE =
      ThreadLocal.withInitial(() -> new byte[SealLibrary.MESSAGE_BYTES]);

  private Status() {}

  /** A native call: writes why it failed into the message and returns its status. */
  @FunctionalInterface
  interface Call {
    int run(byte[] message);
  }

  /**
   * Makes the call.
   *
   * @throws IllegalArgumentException if an argument was refused
   * @throws IllegalStateException if the parameters do not allow it
   * @throws NativeMemoryException if memory ran out
   * @throws NativeException for anything else
   */
  static void check(Call call) {
    byte[] message = MESSAGE.get();
    int status = call.run(message);
    if (status != 0) {
      throw exception(status, text(message));
    }
  }

  private static RuntimeException exception(int status, String text) {
    return switch (status) {
      case SealLibrary.BAD_ARGUMENT -> new IllegalArgumentException(text);
      case SealLibrary.WRONG_STATE -> new IllegalStateException(text);
      case SealLibrary.NO_MEMORY -> new NativeMemoryException(status, text);
      default -> new NativeException(status, "SEAL failed: " + text);
    };
  }

  /** The text before the first NUL. */
  static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
