package org.autoprivacy.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What a long command says on standard error: a bar on a terminal, a line at each stage elsewhere,
 * nothing if quiet.
 */
final class Progress implements AutoCloseable {

  private static final int STEPS = 1000;

  private final PrintStream err;
  private final boolean quiet;
  private final boolean terminal;
  private String stage = "";
  private @Nullable ProgressBar bar;

  private Progress(PrintStream err, boolean quiet, boolean terminal) {
    this.err = err;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  /** Progress on standard error, which stays open. */
  static Progress onStandardError(boolean quiet) {
    return new Progress(System.err, quiet, Boolean.getBoolean("autoprivacy.terminal"));
  }

  /** Says that this fraction of a stage is done; a new name begins a new stage. */
  synchronized void update(String stageName, double fraction) {
    if (quiet) {
      return;
    }
    if (!stageName.equals(stage)) {
      close();
      stage = stageName;
      if (terminal) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(stageName)
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .continuousUpdate()
                .build();
      } else {
        err.println("autoprivacy: " + stageName);
      }
    }
    ProgressBar current = bar;
    if (current != null) {
      current.stepTo(Math.round(Math.clamp(fraction, 0, 1) * STEPS));
    }
  }

  /** Prints a line that stays. */
  synchronized void say(String line) {
    if (!quiet) {
      close();
      err.println("autoprivacy: " + line);
    }
  }

  @Override
  public synchronized void close() {
    ProgressBar current = bar;
    bar = null;
    stage = "";
    if (current != null) {
      current.close();
    }
  }
}
