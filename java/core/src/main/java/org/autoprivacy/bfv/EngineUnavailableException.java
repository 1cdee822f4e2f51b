package org.autoprivacy.bfv;

/** An engine or kernel that was asked for needs a native library that is missing or unusable. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public EngineUnavailableException(String message) {
    super(message);
  }
}
