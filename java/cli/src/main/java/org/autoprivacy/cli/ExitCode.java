package org.autoprivacy.cli;

/** What the command returns to the shell. Scripts rely on these numbers. */
enum ExitCode {
  /** The command did what was asked. */
  OK(0),
  /** The run failed. */
  FAILED(1),
  /** Wrong usage, or input that cannot be used. */
  USAGE(2),
  /** A native library is needed and missing. */
  NATIVE_MISSING(3),
  /** No parameters fit what was asked. */
  NO_PARAMETERS(4),
  /** Interrupted; what could be saved is saved. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
