package org.autoprivacy.learn.train;

import java.io.Serial;

/** Training cannot go on on this machine as it is; the last checkpoint is good. */
public final class TrainingFailedException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1L;

  TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
