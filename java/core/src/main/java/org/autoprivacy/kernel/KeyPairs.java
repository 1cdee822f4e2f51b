package org.autoprivacy.kernel;

import org.autoprivacy.kernel.spi.ElementKernel;

/**
 * One limb of a key that switches keys: for each digit two transformed polynomials, whose sums of
 * products {@link LimbArithmetic#sumsOfPairs} makes in one pass over the digits.
 *
 * <p>Where the prime is below 2^48, four residues lie in three longs, since what bounds these sums
 * is reading the key. Immutable.
 */
public final class KeyPairs {

  /** Digits whose pairs share longs. */
  private static final int TOGETHER = 2;

  private final int n;
  private final long prime;
  private final int digits;
  private final long[][] rows;

  private KeyPairs(int n, long prime, int digits, long[][] rows) {
    this.n = n;
    this.prime = prime;
    this.digits = digits;
    this.rows = rows;
  }

  /** Pairs of checked residues: of digit j, those of {@code key[j]} from the two places on. */
  static KeyPairs of(int n, long prime, long[][] key, int firstAt, int secondAt) {
    long[][] rows;
    if (isPacked(prime)) {
      rows = new long[(key.length + TOGETHER - 1) / TOGETHER][];
      long[] none = new long[n];
      for (int j = 0; j < key.length; j += TOGETHER) {
        boolean alone = j + 1 == key.length;
        long[] next = alone ? none : key[j + 1];
        rows[j / TOGETHER] =
            packed(n, key[j], firstAt, secondAt, next, alone ? 0 : firstAt, alone ? 0 : secondAt);
      }
    } else {
      rows = new long[key.length][2 * n];
      for (int j = 0; j < key.length; j++) {
        System.arraycopy(key[j], firstAt, rows[j], 0, n);
        System.arraycopy(key[j], secondAt, rows[j], n, n);
      }
    }
    return new KeyPairs(n, prime, key.length, rows);
  }

  /** Whether four residues modulo this prime are kept in three longs. */
  private static boolean isPacked(long prime) {
    return prime < 1L << ElementKernel.PACKED_BITS;
  }

  private static long[] packed(
      int n, long[] a, int firstAt, int secondAt, long[] b, int thirdAt, int fourthAt) {
    long[] row = new long[3 * n];
    for (int x = 0; x < n; x++) {
      long fourth = b[fourthAt + x];
      row[x] = a[firstAt + x] | fourth >>> 32 << 48;
      row[n + x] = a[secondAt + x] | fourth >>> 16 << 48;
      row[2 * n + x] = b[thirdAt + x] | fourth << 48;
    }
    return row;
  }

  /** n. */
  int polyDegree() {
    return n;
  }

  /** q. */
  long prime() {
    return prime;
  }

  /** The number of digits. */
  public int digits() {
    return digits;
  }

  /** Rows for {@link ElementKernel#sumsOfPairs} if packed, else first and second of each digit. */
  long[][] rows() {
    return rows;
  }

  boolean isPacked() {
    return isPacked(prime);
  }

  /**
   * Writes the pair of a digit.
   *
   * @param out of n values from each of the two places on
   */
  public void unpack(int digit, long[] out, int firstAt, int secondAt) {
    if (!isPacked()) {
      System.arraycopy(rows[digit], 0, out, firstAt, n);
      System.arraycopy(rows[digit], n, out, secondAt, n);
      return;
    }
    long[] row = rows[digit / TOGETHER];
    long low = (1L << ElementKernel.PACKED_BITS) - 1;
    if (digit % TOGETHER == 0) {
      for (int x = 0; x < n; x++) {
        out[firstAt + x] = row[x] & low;
        out[secondAt + x] = row[n + x] & low;
      }
    } else {
      for (int x = 0; x < n; x++) {
        out[firstAt + x] = row[2 * n + x] & low;
        out[secondAt + x] = ElementKernel.fourth(row[x], row[n + x], row[2 * n + x]);
      }
    }
  }
}
