package org.autoprivacy.cost;

/** The BFV operations whose latency a profile records, at one (n, limbs). */
public enum Operation {
  /** One forward transform of one limb. */
  NTT_FORWARD("nttForward", Scope.LIMB),
  /** One inverse transform of one limb. */
  NTT_INVERSE("nttInverse", Scope.LIMB),
  /** One encryption under the secret key. */
  ENCRYPT_SYMMETRIC("encryptSymmetric", Scope.DATA),
  /** One encryption under the secret key, with a seed for its second polynomial. */
  ENCRYPT_SEEDED("encryptSeeded", Scope.DATA),
  /** One ciphertext drawn again from its seed. */
  EXPAND("expand", Scope.DATA),
  /** One ciphertext out of the engine, as it is before it is packed. */
  EXPORT("export", Scope.DATA),
  /** One ciphertext into the engine. */
  IMPORT("import", Scope.DATA),
  /** One plaintext of n coefficients. */
  PLAINTEXT("plaintext", Scope.DATA),
  /** Packing n numbers of one limb into a message. */
  PACK("pack", Scope.LIMB),
  /** Unpacking them. */
  UNPACK("unpack", Scope.LIMB),
  /** Drawing n secret numbers below t: a mask. */
  DRAW("draw", Scope.LIMB),
  /** One encryption under the public key. */
  ENCRYPT_PUBLIC("encryptPublic", Scope.KEYED),
  /** One decryption of a ciphertext of two polynomials in coefficient form. */
  DECRYPT("decrypt", Scope.DATA),
  /** Batch encoding of n slots. */
  ENCODE("encode", Scope.DATA),
  /** Batch decoding of n slots. */
  DECODE("decode", Scope.DATA),
  /** Lifting one plaintext to q and transforming it, as a weight is before it is first used. */
  PLAIN_TO_NTT("plainToNtt", Scope.DATA),
  /** One addition of two ciphertexts. */
  ADD("add", Scope.DATA),
  /** One addition of a plaintext in coefficient form. */
  ADD_PLAIN("addPlain", Scope.DATA),
  /** One plaintext product, both operands in NTT form. */
  MULTIPLY_PLAIN_NTT("multiplyPlainNtt", Scope.DATA),
  /** One plaintext product, both operands in coefficient form. */
  MULTIPLY_PLAIN_COEFF("multiplyPlainCoeff", Scope.DATA),
  /** One ciphertext product with relinearisation. */
  MULTIPLY_RELINEARIZE("multiplyRelinearize", Scope.KEYED),
  /** One rotation by one key switch. */
  ROTATE("rotate", Scope.KEYED),
  /** One of eight rotations of one ciphertext that is decomposed once. */
  ROTATE_HOISTED("rotateHoisted", Scope.KEYED),
  /** Dropping the last of {@code limbs} data primes. */
  MOD_SWITCH("modSwitch", Scope.DATA),
  /** Making one secret key. */
  SECRET_KEY("secretKey", Scope.KEYED),
  /** Making one public key. */
  PUBLIC_KEY("publicKey", Scope.KEYED),
  /** Making the key-switching key of one Galois element. */
  GALOIS_KEY("galoisKey", Scope.KEYED);

  /** What an operation's latency depends on beside n. */
  public enum Scope {
    /** Nothing: it is a latency per limb. */
    LIMB,
    /** The number of data primes. */
    DATA,
    /** The number of data primes, and whether there is a special prime. */
    KEYED
  }

  private final String token;
  private final Scope scope;

  Operation(String token, Scope scope) {
    this.token = token;
    this.scope = scope;
  }

  /** Name as in a profile. */
  public String token() {
    return token;
  }

  /** What the latency depends on beside n. */
  public Scope scope() {
    return scope;
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  public static Operation parse(String token) {
    for (Operation operation : values()) {
      if (operation.token.equals(token)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("'" + token + "' is no operation of a profile");
  }
}
