package org.autoprivacy.kernel.spi;

import org.autoprivacy.math.Primes;
import org.autoprivacy.math.PrimitiveRoots;

/**
 * Powers of ψ, the smallest primitive 2n-th root of unity modulo the prime q, in the order a
 * decimation-in-time NTT reads them; SEAL's order, so that transformed values are SEAL's.
 *
 * <p>The transform of a is the list of a(ψ^(2·rev(i)+1)), i = 0 … n-1, where rev reverses log2(n)
 * bits. Immutable.
 */
public final class NttTables {

  private final int polyDegree;
  private final Modulus modulus;
  private final long root;
  private final long[] powers;
  private final long[] inversePowers;
  private final long degreeInverse;

  private NttTables(int polyDegree, Modulus modulus) {
    this.polyDegree = polyDegree;
    this.modulus = modulus;
    root = PrimitiveRoots.smallest(2L * polyDegree, modulus.value());
    powers = bitReversedPowers(root);
    inversePowers = bitReversedPowers(modulus.inverse(root));
    degreeInverse = modulus.inverse(polyDegree % modulus.value());
  }

  /**
   * Tables of degree n modulo the prime q.
   *
   * @throws IllegalArgumentException unless n is a power of two in [2, 2^17] and q a prime below
   *     2^61 that is 1 modulo 2n
   */
  public static NttTables of(int polyDegree, long prime) {
    if (polyDegree < 2 || polyDegree > 1 << 17 || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the poly degree n must be a power of two in [2, 131072], got " + polyDegree);
    }
    Modulus modulus = Modulus.of(prime);
    if (!Primes.isPrime(prime) || prime % (2L * polyDegree) != 1) {
      throw new IllegalArgumentException(
          "%d has no root of unity of order 2n = %d: choose a prime that is 1 modulo %d"
              .formatted(prime, 2L * polyDegree, 2L * polyDegree));
    }
    return new NttTables(polyDegree, modulus);
  }

  private long[] bitReversedPowers(long base) {
    long[] result = new long[polyDegree];
    int shift = Integer.numberOfLeadingZeros(polyDegree - 1);
    long companion = modulus.shoup(base);
    long power = 1;
    for (int i = 0; i < polyDegree; i++) {
      result[Integer.reverse(i) >>> shift] = power;
      power = modulus.multiplyShoup(power, base, companion);
    }
    return result;
  }

  /** n. */
  public int polyDegree() {
    return polyDegree;
  }

  /** log2 n. */
  public int logDegree() {
    return Integer.numberOfTrailingZeros(polyDegree);
  }

  /** q. */
  public Modulus modulus() {
    return modulus;
  }

  /** ψ. */
  public long root() {
    return root;
  }

  /** ψ^rev(i), the factor of block i - m in the layer of m blocks, for i in [m, 2m). */
  public long power(int i) {
    return powers[i];
  }

  /** ψ^-rev(i), for i in [0, n). */
  public long inversePower(int i) {
    return inversePowers[i];
  }

  /** n^-1 mod q. */
  public long degreeInverse() {
    return degreeInverse;
  }
}
