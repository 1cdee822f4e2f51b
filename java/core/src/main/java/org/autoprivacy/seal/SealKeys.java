package org.autoprivacy.seal;

import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;

/** Keys inside SEAL. */
final class SealKeys {

  private SealKeys() {}

  static final class Secret extends SealObject implements SecretKey {
    Secret(SealObjects owner, long handle) {
      super("secret key", owner, handle);
    }
  }

  static final class Public extends SealObject implements PublicKey {
    Public(SealObjects owner, long handle) {
      super("public key", owner, handle);
    }
  }

  static final class Relinearization extends SealObject implements RelinearizationKey {
    Relinearization(SealObjects owner, long handle) {
      super("relinearisation key", owner, handle);
    }
  }

  static final class Galois extends SealObject implements GaloisKeys {
    Galois(SealObjects owner, long handle) {
      super("Galois key set", owner, handle);
    }
  }
}
