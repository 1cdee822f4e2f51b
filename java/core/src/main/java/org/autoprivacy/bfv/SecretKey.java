package org.autoprivacy.bfv;

/** A secret key of one context; closing wipes it. */
public interface SecretKey extends AutoCloseable {
  @Override
  void close();
}
