package org.autoprivacy.ring;

import org.autoprivacy.kernel.spi.Modulus;

/**
 * Uniform residues that everyone may know, as a function of a 32-byte seed that may travel instead
 * of them. Not for secrets, which come from {@link SecretStream}. Not thread-safe.
 */
public final class UniformStream {

  /** Bytes of a seed. */
  public static final int SEED_BYTES = KeyStream.KEY_BYTES;

  private final KeyStream stream;

  /**
   * The stream of a seed.
   *
   * @throws IllegalArgumentException if the seed has not {@link #SEED_BYTES} bytes
   */
  public UniformStream(byte[] seed) {
    stream = new KeyStream(seed);
  }

  /**
   * Fills a limb with independent uniform values in [0, q): the low bits of words, as many as q
   * has, those at q or above left out.
   */
  public void fill(long[] out, int offset, int count, Modulus modulus) {
    long mask = -1L >>> (Long.SIZE - modulus.bits());
    for (int i = 0; i < count; ) {
      long candidate = stream.next() & mask;
      if (candidate < modulus.value()) {
        out[offset + i++] = candidate;
      }
    }
  }
}
