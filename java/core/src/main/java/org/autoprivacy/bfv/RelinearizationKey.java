package org.autoprivacy.bfv;

/** Key-switching key from s² to s. */
public interface RelinearizationKey extends AutoCloseable {
  @Override
  void close();
}
