package org.autoprivacy.math;

/** Roots of unity of a power-of-two order modulo a prime, as a negacyclic NTT needs them. */
public final class PrimitiveRoots {

  private PrimitiveRoots() {}

  /**
   * Some element of multiplicative order exactly {@code order} modulo {@code prime}: the first
   * {@code g^((prime-1)/order)}, g = 2, 3, …, whose power order/2 is -1. Half of all g will do.
   *
   * @param order a power of two, at least 2, that divides {@code prime - 1}
   * @param prime an odd prime below 2^62
   * @throws IllegalArgumentException if order is no such power or prime is not prime
   */
  public static long find(long order, long prime) {
    if (order < 2 || Long.bitCount(order) != 1) {
      throw new IllegalArgumentException(
          "the order of a root must be a power of two, at least 2, got " + order);
    }
    if (!Primes.isPrime(prime) || (prime - 1) % order != 0) {
      throw new IllegalArgumentException(
          "a root of order %d needs a prime that is 1 modulo %d, got %d"
              .formatted(order, order, prime));
    }
    for (long g = 2; g < prime; g++) {
      long root = Primes.powMod(g, (prime - 1) / order, prime);
      if (Primes.powMod(root, order / 2, prime) == prime - 1) {
        return root;
      }
    }
    throw new IllegalStateException("no root of order " + order + " modulo the prime " + prime);
  }

  /**
   * The smallest element of multiplicative order exactly {@code order} modulo {@code prime}, which
   * makes the root a function of the modulus alone; takes order/2 products.
   *
   * @throws IllegalArgumentException as {@link #find}
   */
  public static long smallest(long order, long prime) {
    long power = find(order, prime);
    long square = Primes.mulMod(power, power, prime);
    long least = power;
    // The odd powers of one root of a power-of-two order are all of them.
    for (long i = 1; i < order / 2; i++) {
      power = Primes.mulMod(power, square, prime);
      least = Math.min(least, power);
    }
    return least;
  }
}
