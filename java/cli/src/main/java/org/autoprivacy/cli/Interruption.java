package org.autoprivacy.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says on standard error what to do next when a signal ends the program before its work is over.
 */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now on a signal prints a line, unless quiet.
   *
   * @param state the file that the work goes on from
   * @param goesOn what goes on from there, such as {@code the same command with --resume}
   */
  static Interruption announce(boolean quiet, Path state, String goesOn) {
    Thread hook = new Thread(() -> say(quiet, state, goesOn), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  private static void say(boolean quiet, Path state, String goesOn) {
    if (!quiet) {
      System.err.println(
          "autoprivacy: interrupted; "
              + (Files.exists(state)
                  ? goesOn + " goes on from " + state
                  : "nothing was saved yet, start again"));
    }
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
