package org.autoprivacy.bfv;

/** A plaintext polynomial of one context, in coefficient form or lifted to q in NTT form. */
public interface Plaintext extends AutoCloseable {
  /** Whether it is in NTT form. */
  boolean isNtt();

  @Override
  void close();
}
