package org.autoprivacy.kernel.spi;

import java.math.BigInteger;

/**
 * A modulus q of at most 61 bits with the constants of Barrett's and Shoup's reductions, which take
 * no branch on a value.
 *
 * <p>Products are reduced with one estimate of the quotient: with k the bits of q, z &lt; q² and µ
 * = ⌊2^(k+62)/q⌋, the estimate ⌊⌊z/2^(k-2)⌋·µ/2^64⌋ is ⌊z/q⌋ or one less, since each of the two
 * inner roundings takes less than 1/2 from it and the last one less than 1. Immutable.
 */
public final class Modulus {

  /** Bits of the widest modulus. */
  public static final int MOST_BITS = 61;

  private final long value;
  private final int bits;
  private final long barrett;
  private final long reciprocal;
  private final long one;
  private final long word;
  private final long wordCompanion;

  private Modulus(long value) {
    this.value = value;
    bits = Long.SIZE - Long.numberOfLeadingZeros(value);
    BigInteger q = BigInteger.valueOf(value);
    barrett = BigInteger.ONE.shiftLeft(bits + 62).divide(q).longValue();
    reciprocal = BigInteger.ONE.shiftLeft(bits + 63).subtract(BigInteger.ONE).divide(q).longValue();
    one = BigInteger.ONE.shiftLeft(64).divide(q).longValue();
    word = BigInteger.ONE.shiftLeft(64).mod(q).longValue();
    wordCompanion = shoup(word);
  }

  /**
   * The modulus {@code value}, prime or not.
   *
   * @throws IllegalArgumentException outside [2, 2^61)
   */
  public static Modulus of(long value) {
    if (value < 2 || value >= 1L << MOST_BITS) {
      throw new IllegalArgumentException(
          "a modulus lies in [2, 2^%d), got %d: choose one of at most %d bits"
              .formatted(MOST_BITS, value, MOST_BITS));
    }
    return new Modulus(value);
  }

  /** q. */
  public long value() {
    return value;
  }

  /** The k with 2^(k-1) ≤ q &lt; 2^k. */
  public int bits() {
    return bits;
  }

  /** µ = ⌊2^(k+62)/q⌋ as an unsigned number. */
  public long barrett() {
    return barrett;
  }

  /** a + b mod q, for a and b in [0, q). */
  public long add(long a, long b) {
    return correct(a + b);
  }

  /** a - b mod q, for a and b in [0, q). */
  public long subtract(long a, long b) {
    long difference = a - b;
    return difference + ((difference >> 63) & value);
  }

  /** -a mod q, for a in [0, q). */
  public long negate(long a) {
    return (value - a) & (-a >> 63);
  }

  /** a mod q, for a in [0, 2q), without a branch. */
  private long correct(long a) {
    long difference = a - value;
    return difference + ((difference >> 63) & value);
  }

  /** a·b mod q, for a and b in [0, q). */
  public long multiply(long a, long b) {
    return reduceProduct(Math.unsignedMultiplyHigh(a, b), a * b);
  }

  /** high·2^64 + low mod q, for a number below q·2^k, k the bits of q. */
  public long reduceProduct(long high, long low) {
    long top = (high << (66 - bits)) | (low >>> (bits - 2));
    long remainder = low - Math.unsignedMultiplyHigh(top, barrett) * value;
    return correct(remainder);
  }

  /** The unsigned number {@code a} mod q. */
  public long reduce(long a) {
    return correct(a - Math.unsignedMultiplyHigh(a, one) * value);
  }

  /** The unsigned number high·2^64 + low mod q. */
  public long reduceWide(long high, long low) {
    return add(multiplyShoup(high, word, wordCompanion), reduce(low));
  }

  /** ⌊w·2^64/q⌋ for w in [0, q): the companion of w in {@link #multiplyShoup}. */
  public long shoup(long w) {
    long high = Math.unsignedMultiplyHigh(w, reciprocal);
    long quotient = (high << (65 - bits)) | ((w * reciprocal) >>> (bits - 1));
    long remainder = -quotient * value;
    while (remainder >= value) {
      remainder -= value;
      quotient++;
    }
    return quotient;
  }

  /** a·w mod q in [0, q), for any unsigned a, w in [0, q) and its companion. */
  public long multiplyShoup(long a, long w, long companion) {
    return correct(multiplyShoupLazy(a, w, companion));
  }

  /** a·w mod q in [0, 2q), for any unsigned a, w in [0, q) and its companion. */
  public long multiplyShoupLazy(long a, long w, long companion) {
    return a * w - Math.unsignedMultiplyHigh(a, companion) * value;
  }

  /** base^exponent mod q, for base in [0, q) and exponent ≥ 0. */
  public long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  /**
   * The inverse of {@code a} modulo q.
   *
   * @throws IllegalArgumentException if there is none
   */
  public long inverse(long a) {
    try {
      return BigInteger.valueOf(a).modInverse(BigInteger.valueOf(value)).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          a + " has no inverse modulo " + value + ": the two must be coprime", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Modulus that && that.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
