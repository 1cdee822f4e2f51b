package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.autoprivacy.noise.ErrorRate;

/** How a layer's values are laid out in plaintext polynomials. */
public enum Packing {
  /** DELPHI: the client rotates the input, outputs are rotated before they are summed. */
  SLOTS_DELPHI("slots-delphi", true),
  /** SCI: the server rotates the input, outputs are summed before they are rotated. */
  SLOTS_SCI("slots-sci", true),
  /**
   * Ours: baby steps and giant steps with keys for the very rotations, strided inputs cut into
   * phases.
   */
  SLOTS("slots", true),
  /** Cheetah: tensors as polynomials, no rotations. */
  COEFFICIENTS_CHEETAH("coefficients-cheetah", false),
  /** Ours: several kernels in one polynomial, depthwise channels side by side. */
  COEFFICIENTS("coefficients", false);

  private final String token;
  private final boolean slots;

  Packing(String token, boolean slots) {
    this.token = token;
    this.slots = slots;
  }

  /** Name as in JSON and on the command line. */
  public String token() {
    return token;
  }

  /** Whether values are in batching slots, so that one wrong coefficient spoils all of them. */
  public boolean usesSlots() {
    return slots;
  }

  /** What an error rate counts by default: ciphertexts for slots, coefficients otherwise. */
  public ErrorRate.Of defaultRateOf() {
    return slots ? ErrorRate.Of.CIPHERTEXT : ErrorRate.Of.COEFFICIENT;
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such packing
   */
  public static Packing parse(String token) {
    for (Packing packing : values()) {
      if (packing.token.equals(token)) {
        return packing;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + token
            + "' is no packing: use "
            + Arrays.stream(values()).map(Packing::token).collect(Collectors.joining(", ")));
  }
}
