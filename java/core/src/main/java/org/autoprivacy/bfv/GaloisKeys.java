package org.autoprivacy.bfv;

/** Key-switching keys for some Galois elements. */
public interface GaloisKeys extends AutoCloseable {
  @Override
  void close();
}
