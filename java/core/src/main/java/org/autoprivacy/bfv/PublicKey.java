package org.autoprivacy.bfv;

/** A public key of one context. */
public interface PublicKey extends AutoCloseable {
  @Override
  void close();
}
