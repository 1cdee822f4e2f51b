package org.autoprivacy.seal;

import org.autoprivacy.bfv.Plaintext;

/** A plaintext inside SEAL. */
final class SealPlaintext extends SealObject implements Plaintext {

  SealPlaintext(SealObjects owner, long handle) {
    super("plaintext", owner, handle);
  }

  @Override
  public boolean isNtt() {
    return owner().nttLimbs(this) > 0;
  }
}
