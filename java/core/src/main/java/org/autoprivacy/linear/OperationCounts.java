package org.autoprivacy.linear;

/**
 * Operations and ciphertexts that one encrypted evaluation of a layer needs.
 *
 * @param ciphertextsUp ciphertexts the client sends
 * @param ciphertextsDown ciphertexts the server returns
 * @param plainProducts ciphertext-plaintext products
 * @param additions ciphertext additions
 * @param rotations logical slot rotations
 * @param keySwitches key switches, with SEAL's default Galois keys (a rotation takes one for each
 *     non-zero digit of its step's non-adjacent form)
 */
public record OperationCounts(
    long ciphertextsUp,
    long ciphertextsDown,
    long plainProducts,
    long additions,
    long rotations,
    long keySwitches) {

  public OperationCounts {
    if (Math.min(
            Math.min(Math.min(ciphertextsUp, ciphertextsDown), Math.min(plainProducts, additions)),
            Math.min(rotations, keySwitches))
        < 0) {
      throw new IllegalArgumentException("operation counts are not negative");
    }
  }

  /** Nothing at all. */
  public static final OperationCounts ZERO = new OperationCounts(0, 0, 0, 0, 0, 0);

  /** Both together. */
  public OperationCounts plus(OperationCounts other) {
    return new OperationCounts(
        ciphertextsUp + other.ciphertextsUp,
        ciphertextsDown + other.ciphertextsDown,
        plainProducts + other.plainProducts,
        additions + other.additions,
        rotations + other.rotations,
        keySwitches + other.keySwitches);
  }

  /** This many times over. */
  public OperationCounts times(long factor) {
    return new OperationCounts(
        ciphertextsUp * factor,
        ciphertextsDown * factor,
        plainProducts * factor,
        additions * factor,
        rotations * factor,
        keySwitches * factor);
  }
}
