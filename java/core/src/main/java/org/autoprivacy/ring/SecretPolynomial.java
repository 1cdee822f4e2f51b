package org.autoprivacy.ring;

import java.util.Arrays;
import org.autoprivacy.kernel.spi.Modulus;

/** A polynomial with small coefficients that nobody else may learn; {@link #close} wipes it. */
public final class SecretPolynomial implements AutoCloseable {

  private final byte[] values;
  private boolean closed;

  SecretPolynomial(byte[] values) {
    this.values = values;
  }

  /**
   * A secret from coefficients in [-128, 127]; the caller wipes its own copy.
   *
   * @throws IllegalArgumentException if one is outside
   */
  public static SecretPolynomial copyOf(long[] coefficients) {
    byte[] values = new byte[coefficients.length];
    long outside = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) coefficients[i];
      outside |= values[i] ^ coefficients[i];
    }
    if (outside != 0) {
      Arrays.fill(values, (byte) 0);
      throw new IllegalArgumentException("a coefficient of the secret is not in [-128, 127]");
    }
    return new SecretPolynomial(values);
  }

  /** n. */
  public int length() {
    return values.length;
  }

  /**
   * Writes the coefficients as residues in [0, q) from an offset on.
   *
   * @param modulus above 127
   * @throws IllegalArgumentException if the modulus is smaller or the array too short
   * @throws IllegalStateException if the secret was closed
   */
  public void residues(long[] out, int offset, Modulus modulus) {
    if (closed) {
      throw new IllegalStateException("the secret was closed and is wiped: draw a new one");
    }
    if (modulus.value() <= Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "residues of a secret need a modulus above 127, got " + modulus);
    }
    if (offset < 0 || offset > out.length - values.length) {
      throw new IllegalArgumentException(
          "%d coefficients from offset %d do not fit an array of %d"
              .formatted(values.length, offset, out.length));
    }
    for (int i = 0; i < values.length; i++) {
      long value = values[i];
      out[offset + i] = value + ((value >> 63) & modulus.value());
    }
  }

  /** Wipes the coefficients. */
  @Override
  public void close() {
    Arrays.fill(values, (byte) 0);
    closed = true;
  }

  @Override
  public String toString() {
    return "SecretPolynomial of " + values.length + " coefficients";
  }
}
