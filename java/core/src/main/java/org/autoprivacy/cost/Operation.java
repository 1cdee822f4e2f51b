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
  /** The n coefficients of one plaintext. */
  COEFFICIENTS("coefficients", Scope.DATA),
  /** Packing n numbers of one limb into a message, with its checksum. */
  PACK("pack", Scope.LIMB),
  /** Checking and unpacking them. */
  UNPACK("unpack", Scope.LIMB),
  /** Drawing n secret numbers below t: a mask. */
  DRAW("draw", Scope.LIMB),
  /** Moving n numbers to the places that a layout gives them. */
  ARRANGE("arrange", Scope.LIMB),
  /** Adding flooding noise of 2^40 to n coefficients of all limbs. */
  FLOOD("flood", Scope.DATA),
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
  /** One addition of a ciphertext to another, in place. */
  ADD("add", Scope.DATA),
  /** One addition of a plaintext in coefficient form. */
  ADD_PLAIN("addPlain", Scope.DATA),
  /** One sum of two products in NTT form. */
  SUM_OF_TWO("sumOfTwo", Scope.DATA),
  /** One sum of sixteen products in NTT form, of the same operands again and again. */
  SUM_OF_SIXTEEN("sumOfSixteen", Scope.DATA),
  /** The same with plaintexts out of {@link GroupWorkload#MIDDLE_BYTES} of them. */
  SUM_MIDDLE("sumOfSixteenMiddle", Scope.DATA),
  /** The same with plaintexts out of {@link GroupWorkload#FAR_BYTES} of them. */
  SUM_FAR("sumOfSixteenFar", Scope.DATA),
  /** One plaintext product, both operands in NTT form. */
  MULTIPLY_PLAIN_NTT("multiplyPlainNtt", Scope.DATA),
  /** One plaintext product, both operands in coefficient form. */
  MULTIPLY_PLAIN_COEFF("multiplyPlainCoeff", Scope.DATA),
  /** One ciphertext product with relinearisation. */
  MULTIPLY_RELINEARIZE("multiplyRelinearize", Scope.KEYED),
  /** One rotation by one key switch, with the same key again and again. */
  ROTATE("rotate", Scope.KEYED),
  /** The same with each of {@link GroupWorkload#KEY_BYTES} of keys in turn. */
  ROTATE_FAR("rotateFar", Scope.KEYED),
  /** Two rotations of one ciphertext that is decomposed once. */
  HOISTED_TWO("rotateHoistedTwo", Scope.KEYED),
  /** Sixteen rotations of one ciphertext that is decomposed once. */
  HOISTED_SIXTEEN("rotateHoistedSixteen", Scope.KEYED),
  /** Dropping the last of {@code limbs} data primes. */
  MOD_SWITCH("modSwitch", Scope.DATA),
  /** Making one secret key. */
  SECRET_KEY("secretKey", Scope.KEYED),
  /** Making one public key. */
  PUBLIC_KEY("publicKey", Scope.KEYED),
  /** Making the key-switching key of one Galois element. */
  GALOIS_KEY("galoisKey", Scope.KEYED),
  /** One such key out of the engine, as it is before it is packed. */
  GALOIS_EXPORT("galoisExport", Scope.KEYED),
  /** One such key into the engine. */
  GALOIS_IMPORT("galoisImport", Scope.KEYED);

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
