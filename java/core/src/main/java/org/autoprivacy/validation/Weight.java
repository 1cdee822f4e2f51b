package org.autoprivacy.validation;

import java.util.Objects;
import org.autoprivacy.bfv.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * A plaintext to multiply with: the values of its centred polynomial, and the plaintext itself
 * where an engine computes along.
 */
@SuppressWarnings("ArrayRecordComponent") // A polynomial that is read only.
record Weight(@Nullable Plaintext plaintext, double[] values) implements AutoCloseable {

  /** The plaintext, of a circuit that an engine computes. */
  Plaintext real() {
    return Objects.requireNonNull(plaintext, "no engine computed this circuit");
  }

  @Override
  public void close() {
    if (plaintext != null) {
      plaintext.close();
    }
  }
}
