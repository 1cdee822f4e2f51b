package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which ciphertexts in slots keep a slot that is zero whatever the input. The server does not mask
 * it, so that a client which finds anything else there knows that decryption failed.
 */
public enum ZeroCheck {
  /** Those that have a slot left over: it costs nothing. */
  FREE,
  /** All of them, at the price of the place of one channel where none is left over. */
  RESERVED;

  /** Name as on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such check
   */
  public static ZeroCheck parse(String token) {
    return Arrays.stream(values())
        .filter(check -> check.token().equals(token))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no check for failures: use %s"
                    .formatted(
                        token,
                        Arrays.stream(values())
                            .map(ZeroCheck::token)
                            .collect(Collectors.joining(" or ")))));
  }
}
