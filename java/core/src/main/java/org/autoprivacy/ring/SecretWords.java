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
   * Fills an array with independent uniform numbers in [0, bound), by words that are thrown away.
   */
  public void fill(long[] out, long bound) {
    long mask = -1L >>> Long.numberOfLeadingZeros(bound - 1);
    for (int i = 0; i < out.length; ) {
      long candidate = nextLong() & mask;
      if (candidate < bound) {
        out[i++] = candidate;
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
