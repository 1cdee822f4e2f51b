package org.autoprivacy.bfv;

/** An engine that computes BFV: real SEAL through one of its twins, or our own. Thread-safe. */
public interface HeBackend {

  /** Name as on the command line: {@code seal-ffm}, {@code seal-jna} or {@code java}. */
  String name();

  /** What this engine is: library, version and where it came from, in one line. */
  String detail();

  /**
   * Prepares one BFV instance.
   *
   * @throws IllegalArgumentException if the engine does not support the parameters
   * @throws EngineUnavailableException if the engine's native library is missing
   */
  HeContext newContext(BfvParameters parameters);
}
