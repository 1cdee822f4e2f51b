package org.autoprivacy.params;

import java.util.Locale;

/** How the client encrypts its input. */
public enum Encryption {
  /** Under the secret key: half of each ciphertext is sent as the seed that it was made from. */
  SYMMETRIC,
  /** Under the public key. */
  PUBLIC;

  /** Name in files. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Encryption parse(String token) {
    for (Encryption encryption : values()) {
      if (encryption.token().equals(token)) {
        return encryption;
      }
    }
    throw new IllegalArgumentException("'" + token + "' is no encryption: use symmetric or public");
  }
}
