package org.autoprivacy.cli;

/**
 * Says on standard error what to do next when a signal ends the program before its work is over.
 */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** From now on a signal prints this line. */
  static Interruption announce(String line) {
    Thread hook = new Thread(() -> System.err.println("\nautoprivacy: " + line), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** The work is over, well or not. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already going down: the line is being printed.
    }
  }
}
