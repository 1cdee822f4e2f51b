package org.autoprivacy.kernel;

/** A kernel that was asked for cannot run here; the message says why and what to do. */
public final class KernelUnavailableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  KernelUnavailableException(String message) {
    super(message);
  }
}
