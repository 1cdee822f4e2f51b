package org.autoprivacy.bfv;

/** A ciphertext of one context. */
public interface Ciphertext extends AutoCloseable {
  /** Number of polynomials: 2, or 3 after a product. */
  int size();

  /** Number of data primes that are left. */
  int limbs();

  /** Whether it is in NTT form. */
  boolean isNtt();

  @Override
  void close();
}
