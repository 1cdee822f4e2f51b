package org.autoprivacy.seal;

import org.autoprivacy.bfv.Ciphertext;

/** A ciphertext inside SEAL. */
final class SealCiphertext extends SealObject implements Ciphertext {

  SealCiphertext(SealObjects owner, long handle) {
    super("ciphertext", owner, handle);
  }

  @Override
  public int size() {
    return owner().shape(this)[0];
  }

  @Override
  public int limbs() {
    return owner().shape(this)[1];
  }

  @Override
  public boolean isNtt() {
    return owner().shape(this)[2] == 1;
  }
}
