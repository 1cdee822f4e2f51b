package org.autoprivacy.validation;

import java.util.SplittableRandom;

/** A circuit with its plaintexts on one machine, to run on fresh encryptions many times. */
interface Circuit extends AutoCloseable {

  /** Encrypts and computes once. */
  Tracked run(SplittableRandom random);

  @Override
  default void close() {}
}
