package org.autoprivacy.params;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;

/** Chooses the primes of q and P: 1 modulo 2n, distinct, below 2^60, none of them a factor of t. */
public final class ModulusPrimes {

  /** SEAL wants its primes below this. */
  private static final long LIMIT = 1L << 60;

  private static final double LN_2 = Math.log(2);

  private ModulusPrimes() {}

  /**
   * The smallest primes whose product reaches that of the given sizes.
   *
   * @param step what they are 1 modulo of: a multiple of 2n
   * @param logPrimes log2 of the size of each
   * @param taken numbers that may not be used
   */
  public static Optional<List<Long>> smallest(
      long step, List<Double> logPrimes, Collection<Long> taken) {
    List<Long> primes = new ArrayList<>();
    double surplus = 0;
    for (double size : logPrimes) {
      OptionalLong prime = atLeast(step, size - surplus, primes, taken);
      if (prime.isEmpty()) {
        return Optional.empty();
      }
      primes.add(prime.getAsLong());
      surplus += Math.log(prime.getAsLong()) / LN_2 - size;
    }
    return Optional.of(List.copyOf(primes));
  }

  /**
   * The largest primes of the given widths.
   *
   * @param bits the width of each, in [2, 60]
   */
  public static Optional<List<Long>> largest(
      long step, List<Integer> bits, Collection<Long> taken) {
    List<Long> primes = new ArrayList<>();
    for (int width : bits) {
      List<Long> some = Primes.largest(width, step, bits.size() + taken.size() + 1);
      Optional<Long> prime =
          some.stream()
              .filter(p -> p < LIMIT && !primes.contains(p) && !taken.contains(p))
              .findFirst();
      if (prime.isEmpty()) {
        return Optional.empty();
      }
      primes.add(prime.get());
    }
    return Optional.of(List.copyOf(primes));
  }

  /** The smallest prime of at least {@code 2^log2} that is free. */
  public static OptionalLong atLeast(
      long step, double log2, Collection<Long> used, Collection<Long> taken) {
    if (log2 >= 60) {
      return OptionalLong.empty();
    }
    long prime = (long) Math.ceil(Math.pow(2, Math.max(log2, 1))) - 1;
    do {
      if (prime >= LIMIT - step) {
        return OptionalLong.empty();
      }
      prime = Primes.smallestAbove(prime, step);
    } while (used.contains(prime) || taken.contains(prime));
    return prime < LIMIT ? OptionalLong.of(prime) : OptionalLong.empty();
  }
}
