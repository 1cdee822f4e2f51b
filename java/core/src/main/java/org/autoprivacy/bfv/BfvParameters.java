package org.autoprivacy.bfv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;

/**
 * The parameters of one BFV instance over {@code Z_q[X]/(X^n+1)} with {@code q} the product of the
 * data primes. Errors are centred binomial of standard deviation √10.5 (SEAL's default), secrets
 * uniform ternary.
 *
 * @param polyDegree n, a power of two in [1024, 65536]
 * @param dataPrimes the limbs of q: distinct primes of at most 60 bits, each 1 modulo 2n
 * @param specialPrime the prime of key switching, like a data prime and none of them; empty where
 *     no keys are switched
 * @param plainModulus t, in [2, 2^60], coprime to q and below it; batching needs a prime t that is
 *     1 modulo 2n
 */
public record BfvParameters(
    int polyDegree, List<Long> dataPrimes, OptionalLong specialPrime, long plainModulus) {

  /** The smallest degree. */
  public static final int LEAST_DEGREE = 1024;

  /** The largest degree. */
  public static final int LARGEST_DEGREE = 65536;

  private static final long LARGEST_MODULUS = 1L << 60;

  public BfvParameters {
    dataPrimes = List.copyOf(dataPrimes);
    if (polyDegree < LEAST_DEGREE
        || polyDegree > LARGEST_DEGREE
        || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the poly degree must be a power of two in [%d, %d], got %d"
              .formatted(LEAST_DEGREE, LARGEST_DEGREE, polyDegree));
    }
    if (dataPrimes.isEmpty()) {
      throw new IllegalArgumentException("at least one data prime is needed");
    }
    List<Long> all = new ArrayList<>(dataPrimes);
    specialPrime.ifPresent(all::add);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("the primes of q and P must differ, got " + all);
    }
    for (long prime : all) {
      requireNttPrime(prime, polyDegree);
    }
    if (plainModulus < 2 || plainModulus > LARGEST_MODULUS) {
      throw new IllegalArgumentException(
          "the plaintext modulus t must be in [2, 2^60], got " + plainModulus);
    }
    for (long prime : dataPrimes) {
      if (plainModulus % prime == 0) {
        throw new IllegalArgumentException(
            "t = " + plainModulus + " and the data prime " + prime + " must be coprime");
      }
    }
    if (dataPrimes.size() == 1 && plainModulus >= dataPrimes.get(0)) {
      throw new IllegalArgumentException(
          "the plaintext modulus t = %d must be smaller than q = %d"
              .formatted(plainModulus, dataPrimes.get(0)));
    }
    int limbs = dataPrimes.size();
    if (limbs > 1 && Math.log(plainModulus) >= naturalLog(dataPrimes)) {
      throw new IllegalArgumentException(
          "the plaintext modulus t = " + plainModulus + " must be smaller than q");
    }
  }

  private static void requireNttPrime(long prime, int polyDegree) {
    if (prime < 2 || prime > LARGEST_MODULUS || !Primes.isPrime(prime)) {
      throw new IllegalArgumentException(prime + " is no prime of at most 60 bits");
    }
    if (prime % (2L * polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the prime %d is not 1 modulo 2n = %d: the NTT of degree %d needs that"
              .formatted(prime, 2L * polyDegree, polyDegree));
    }
  }

  private static double naturalLog(List<Long> primes) {
    return primes.stream().mapToDouble(Math::log).sum();
  }

  /** log2 of q. */
  public double logQ() {
    return naturalLog(dataPrimes) / Math.log(2);
  }

  /** log2 of q·P, the modulus that an attacker of published key-switching keys sees. */
  public double logQP() {
    return logQ()
        + (specialPrime.isPresent() ? Math.log(specialPrime.getAsLong()) : 0) / Math.log(2);
  }

  /** Number of data primes. */
  public int limbs() {
    return dataPrimes.size();
  }

  /** Whether slots exist: t is a prime that is 1 modulo 2n. */
  public boolean supportsBatching() {
    return plainModulus % (2L * polyDegree) == 1 && Primes.isPrime(plainModulus);
  }
}
