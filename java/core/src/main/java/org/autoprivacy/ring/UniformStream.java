package org.autoprivacy.ring;

import org.autoprivacy.kernel.spi.Modulus;

/**
 * Uniform residues that everyone may know, as a function of a 32-byte seed that may travel instead
 * of them: the words of AES-256 in counter mode under the seed, from counter 0 on, little-endian.
 * Not for secrets, which come from {@link SecretStream}. Not thread-safe; {@link #close} gives its
 * memory back.
 */
public final class UniformStream implements AutoCloseable {

  /** Bytes of a seed. */
  public static final int SEED_BYTES = KeyStream.KEY_BYTES;

  private final KeyStream stream;

  /**
   * The stream of a seed.
   *
   * @throws IllegalArgumentException if the seed has not {@link #SEED_BYTES} bytes
   */
  public UniformStream(byte[] seed) {
    stream = KeyStream.open(KeyStream.AES, seed);
  }

  /**
   * Fills a limb with independent uniform values in [0, q): the low bits of words, as many as q
   * has, those at q or above left out.
   */
  public void fill(long[] out, int offset, int count, Modulus modulus) {
    long mask = -1L >>> (Long.SIZE - modulus.bits());
    int end = offset + count;
    for (int at = offset; at < end; ) {
      stream.next(out, at, end - at);
      at = kept(out, at, end, mask, modulus.value());
    }
  }

  /** Cuts words to size and closes up over those left out; the end of what stays. */
  private static int kept(long[] out, int from, int end, long mask, long bound) {
    long outside = 0;
    for (int i = from; i < end; i++) {
      long value = out[i] & mask;
      out[i] = value;
      outside |= bound - 1 - value;
    }
    if (outside >= 0) {
      return end;
    }
    int to = from;
    for (int i = from; i < end; i++) {
      long value = out[i];
      out[to] = value;
      to += value < bound ? 1 : 0;
    }
    return to;
  }

  @Override
  public void close() {
    stream.close();
  }
}
