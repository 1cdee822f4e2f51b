package org.autoprivacy.seal;

/** SEAL found no memory for an operation. */
public final class NativeMemoryException extends NativeException {
  private static final long serialVersionUID = 1L;

  NativeMemoryException(int code, String message) {
    super(code, message);
  }
}
