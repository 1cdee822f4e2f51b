package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a bad value is answered with. */
final class Refusal {

  private Refusal() {}

  /** The one line that refuses it. */
  static String of(Executable action) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
    assertFalse(message.contains("\n"), message);
    return message;
  }
}
