package org.autoprivacy.params;

/** How the client encrypts its input. */
public enum Encryption {
  /** Under the secret key: half of each ciphertext is sent as the seed that it was made from. */
  SYMMETRIC,
  /** Under the public key. */
  PUBLIC
}
