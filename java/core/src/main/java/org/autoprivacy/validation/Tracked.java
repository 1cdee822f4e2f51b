package org.autoprivacy.validation;

import java.util.Objects;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.noise.NoiseSpectrum;
import org.jspecify.annotations.Nullable;

/**
 * What the noise of a ciphertext must be, operands known, and the ciphertext itself where an engine
 * computes along. Closing it closes the ciphertext.
 *
 * @param limbs data primes that are left
 */
record Tracked(@Nullable Ciphertext ciphertext, int limbs, NoiseSpectrum noise)
    implements AutoCloseable {

  /** The ciphertext, of a circuit that an engine computes. */
  Ciphertext real() {
    return Objects.requireNonNull(ciphertext, "no engine computed this circuit");
  }

  @Override
  public void close() {
    if (ciphertext != null) {
      ciphertext.close();
    }
  }
}
