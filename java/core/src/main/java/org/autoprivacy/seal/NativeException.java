package org.autoprivacy.seal;

/** SEAL failed in a way that no argument explains. */
public class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  NativeException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The status of the native call. */
  public int code() {
    return code;
  }
}
