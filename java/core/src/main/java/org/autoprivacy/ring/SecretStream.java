package org.autoprivacy.ring;

import java.security.SecureRandom;
import java.util.Arrays;
import org.autoprivacy.math.NormalTail;

/**
 * Small secret polynomials from a stream that the system's generator has keyed: there is no way to
 * seed it. What is drawn decides no branch and no index, but for draws that are thrown away, which
 * tell nothing of those kept. The JVM promises no constant time: it compiles as it likes. Not
 * thread-safe; {@link #close} wipes what waits.
 */
public final class SecretStream implements AutoCloseable {

  /** Coins of each sign in a centred binomial draw: a variance of 21/2, as SEAL's default. */
  private static final int COINS = 21;

  private static final long COINS_MASK = (1L << COINS) - 1;

  private static final int WORDS = 512;

  /** Keys the streams; its own draws are the system's. */
  private static final SecureRandom SYSTEM = new SecureRandom();

  private final KeyStream stream;
  private final long[] words = new long[WORDS];

  private SecretStream(KeyStream stream) {
    this.stream = stream;
  }

  /** A stream of its own key. */
  public static SecretStream open() {
    byte[] key = new byte[KeyStream.KEY_BYTES];
    SYSTEM.nextBytes(key);
    try {
      return new SecretStream(KeyStream.open(KeyStream.CHACHA20, key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** n coefficients, each -1, 0 or 1 with probability 1/3: a byte below 255, modulo 3. */
  public SecretPolynomial ternary(int n) {
    byte[] values = new byte[n];
    for (int i = 0; i < n; ) {
      // A word that turns out not to be needed is thrown away with the rest.
      int count = Math.min(WORDS, (n - i + Long.BYTES - 1) / Long.BYTES);
      stream.next(words, 0, count);
      for (int k = 0; k < count * Long.BYTES && i < n; k++) {
        int draw = (int) (words[k / Long.BYTES] >>> (Byte.SIZE * (k % Long.BYTES))) & 0xff;
        if (draw < 255) {
          // ⌊draw/3⌋ by a product, since a division may take a time of its operand.
          values[i++] = (byte) (draw - 3 * ((draw * 171) >>> 9) - 1);
        }
      }
    }
    return new SecretPolynomial(values);
  }

  /** n coefficients, heads of 21 coins less heads of 21 others: in [-21, 21], variance 10.5. */
  public SecretPolynomial centredBinomial(int n) {
    byte[] values = new byte[n];
    for (int from = 0; from < n; from += WORDS) {
      int count = Math.min(WORDS, n - from);
      stream.next(words, 0, count);
      for (int i = 0; i < count; i++) {
        long heads = words[i] & COINS_MASK;
        long others = (words[i] >>> COINS) & COINS_MASK;
        values[from + i] = (byte) (Long.bitCount(heads) - Long.bitCount(others));
      }
    }
    return new SecretPolynomial(values);
  }

  /**
   * n coefficients, normal with standard deviation sigma and rounded, given that they are at most
   * {@code bound} in size. The cumulative table has 53 bits and is read whole for every draw.
   *
   * @param sigma in (0, 30]
   * @param bound in [1, 127]; SEAL takes ⌊6·sigma⌋
   * @throws IllegalArgumentException outside these ranges
   */
  public SecretPolynomial clippedGaussian(int n, double sigma, int bound) {
    if (!(sigma > 0 && sigma <= 30) || bound < 1 || bound > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a clipped Gaussian has sigma in (0, 30] and a bound in [1, 127], got %s and %d"
              .formatted(sigma, bound));
    }
    // Of 2^62: how often the size is above k, for k = 0 … bound - 1.
    double beyond = tail((bound + 0.5) / sigma);
    long[] above = new long[bound];
    for (int k = 0; k < bound; k++) {
      above[k] = (long) ((tail((k + 0.5) / sigma) - beyond) / (1 - beyond) * 0x1p62);
    }
    byte[] values = new byte[n];
    for (int i = 0; i < n; i++) {
      int at = i % WORDS;
      if (at == 0) {
        stream.next(words, 0, Math.min(WORDS, n - i));
      }
      long word = words[at];
      long draw = word >>> 2;
      long size = 0;
      for (long limit : above) {
        size += (draw - limit) >>> 63;
      }
      long sign = -(word & 1);
      values[i] = (byte) ((size ^ sign) - sign);
    }
    return new SecretPolynomial(values);
  }

  private static double tail(double x) {
    return Math.exp(NormalTail.log2TwoSidedTail(x) * Math.log(2));
  }

  /** Wipes the words that wait; a closed stream gives no more. */
  @Override
  public void close() {
    Arrays.fill(words, 0);
    stream.close();
  }

  @Override
  public String toString() {
    return "SecretStream";
  }
}
