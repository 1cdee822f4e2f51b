package org.autoprivacy.ring;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Secret random words, from a stream that the system's generator has keyed: masks and flooding
 * noise. There is no way to seed it. Not thread-safe; {@link #close} wipes what waits.
 */
public final class SecretWords implements RandomGenerator, AutoCloseable {

  private static final int WORDS = 512;
  private static final int HALF = 32;
  private static final long LOW_HALF = 0xffffffffL;

  /** Keys the streams; its own draws are the system's. */
  private static final SecureRandom SYSTEM = new SecureRandom();

  private final KeyStream stream;
  private final long[] words = new long[WORDS];
  private int used = WORDS;

  private SecretWords(KeyStream stream) {
    this.stream = stream;
  }

  /** A stream of its own key. */
  public static SecretWords open() {
    byte[] key = new byte[KeyStream.KEY_BYTES];
    SYSTEM.nextBytes(key);
    try {
      return new SecretWords(KeyStream.open(KeyStream.CHACHA20, key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public long nextLong() {
    if (used == WORDS) {
      stream.next(words, 0, WORDS);
      used = 0;
    }
    return words[used++];
  }

  /**
   * Fills an array with independent uniform numbers in [0, bound): the high part of a uniform
   * number times the bound, unless the low part is below what 2^32 (2^64 for bounds beyond 2^31)
   * leaves modulo the bound (Lemire, ACM TOMACS 29, 2019, algorithm 5). For bounds up to 2^31 a
   * word makes two numbers.
   */
  public void fill(long[] out, long bound) {
    if (bound > 1L << (HALF - 1)) {
      fillWide(out, bound);
      return;
    }
    long least = (1L << HALF) % bound;
    for (int i = 0; i < out.length; ) {
      long word = nextLong();
      long product = (word & LOW_HALF) * bound;
      if ((product & LOW_HALF) >= least) {
        out[i++] = product >>> HALF;
      }
      product = (word >>> HALF) * bound;
      if ((product & LOW_HALF) >= least && i < out.length) {
        out[i++] = product >>> HALF;
      }
    }
  }

  private void fillWide(long[] out, long bound) {
    long least = Long.remainderUnsigned(-bound, bound);
    for (int i = 0; i < out.length; ) {
      long word = nextLong();
      if (Long.compareUnsigned(word * bound, least) >= 0) {
        out[i++] = Math.unsignedMultiplyHigh(word, bound);
      }
    }
  }

  /** Wipes the words that wait; a closed stream gives no more. */
  @Override
  public void close() {
    Arrays.fill(words, 0);
    used = WORDS;
    stream.close();
  }

  @Override
  public String toString() {
    return "SecretWords";
  }
}
