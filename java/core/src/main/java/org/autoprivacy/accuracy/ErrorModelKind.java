package org.autoprivacy.accuracy;

import java.util.Locale;
import org.autoprivacy.linear.Packing;

/** What a wrong decryption does to a layer's outputs; docs/notes/error-models.md compares them. */
public enum ErrorModelKind {
  /** {@link PaperErrors}. */
  PAPER,
  /** {@link SlotErrors}. */
  SLOTS,
  /** {@link CoefficientErrors}. */
  COEFFICIENTS;

  /** Name as in JSON and on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What happens in truth under a packing. */
  public static ErrorModelKind of(Packing packing) {
    return packing.usesSlots() ? SLOTS : COEFFICIENTS;
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public static ErrorModelKind parse(String token) {
    for (ErrorModelKind kind : values()) {
      if (kind.token().equals(token)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "'" + token + "' is no error model: use paper, slots or coefficients");
  }
}
