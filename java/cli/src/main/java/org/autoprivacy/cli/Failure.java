package org.autoprivacy.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.autoprivacy.learn.train.TrainingFailedException;

/**
 * A failure as the user sees it: an exit code and one line.
 *
 * @param exitCode what the command returns
 * @param line what is wrong, where, and what to do
 */
record Failure(ExitCode exitCode, String line) {

  /** The failure that an exception means. */
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case EngineUnavailableException e -> new Failure(ExitCode.NATIVE_MISSING, message(e));
      case NoFeasibleParametersException e -> new Failure(ExitCode.NO_PARAMETERS, message(e));
      case CancellationException e -> new Failure(ExitCode.INTERRUPTED, message(e));
      case TrainingFailedException e -> new Failure(ExitCode.FAILED, message(e));
      case IllegalArgumentException e -> new Failure(ExitCode.USAGE, message(e));
      case UncheckedIOException e ->
          new Failure(ExitCode.FAILED, io(Objects.requireNonNull(e.getCause())));
      case IOException e -> new Failure(ExitCode.FAILED, io(e));
      case OutOfMemoryError e ->
          new Failure(
              ExitCode.FAILED,
              "out of memory: give the JVM more with AUTOPRIVACY_JAVA_OPTS=-Xmx4g ("
                  + e.getMessage()
                  + ")");
      default ->
          new Failure(
              ExitCode.FAILED,
              "internal error: " + thrown + "; run again with --debug and report the stack trace");
    };
  }

  private static String io(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> n.getFile() + " does not exist: check the path";
      case FileNotFoundException n -> message(n) + ": check the path";
      case AccessDeniedException a ->
          a.getFile() + " cannot be read or written: change its permissions or use another folder";
      case FileSystemException f ->
          f.getFile()
              + ": "
              + Objects.requireNonNullElse(f.getReason(), "cannot be used")
              + hint(f);
      default -> message(e) + hint(e);
    };
  }

  private static String hint(IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return message.contains("No space left") || message.contains("File too large")
        ? ": make room and run again, nothing was half written"
        : "";
  }

  private static String message(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
        .replace('\n', ' ');
  }
}
