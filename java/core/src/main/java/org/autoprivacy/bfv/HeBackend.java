package org.autoprivacy.bfv;

import java.util.List;

/** An engine that computes BFV: real SEAL through one of its twins, or our own. Thread-safe. */
public interface HeBackend {

  /** Name as on the command line: {@code seal-ffm}, {@code seal-jna} or {@code java}. */
  String name();

  /** Whether the engine can be used; where it cannot, {@link #detail} says why. */
  boolean isAvailable();

  /**
   * Name and version of the library that computes: {@code SEAL 4.1.2}.
   *
   * @throws EngineUnavailableException if it is missing
   */
  String library();

  /**
   * Where that library came from and how it was built, in one line.
   *
   * @throws EngineUnavailableException if it is missing
   */
  String build();

  /**
   * What this engine is in one line: library, version, where it came from and what is advised; or
   * why it is unavailable and what to do.
   */
  String detail();

  /**
   * The same engine for measurements, which warm up by themselves: as fast in the end as this one
   * gets, but slow at first where this one begins in another way. Keys and ciphertexts are the
   * same.
   */
  default HeBackend atFullSpeed() {
    return this;
  }

  /**
   * Widths of primes in bits, ascending, beyond each of which operations take longer; empty where
   * they do not depend on it.
   */
  default List<Integer> fastPrimeBits() {
    return List.of();
  }

  /**
   * Prepares one BFV instance.
   *
   * @throws IllegalArgumentException if the engine does not support the parameters
   * @throws EngineUnavailableException if the engine's native library is missing
   */
  HeContext newContext(BfvParameters parameters);
}
