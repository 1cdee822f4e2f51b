package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.math.Primes;

/**
 * The parameter sets that noise is validated on: every n from 1024 to 16384, 1 to 5 limbs, t of 12
 * to 40 bits, special primes below, at and above the size of a limb, and none. They are chosen to
 * cover the model; many are not secure.
 */
final class ParameterSets {

  /**
   * One set.
   *
   * @param limbs data primes of {@code limbBits} bits each
   * @param specialBits bits of P; 0 for none
   * @param plainBits bits of t
   * @param batching whether t is a prime with slots, or a power of two
   */
  record Set(
      int polyDegree, int limbs, int limbBits, int specialBits, int plainBits, boolean batching) {

    /**
     * {@code n4096-2x36+30-t20s}: degree, limbs, special prime, t with slots or as a power of 2.
     */
    String token() {
      return "n%d-%dx%d+%d-t%d%s"
          .formatted(polyDegree, limbs, limbBits, specialBits, plainBits, batching ? "s" : "p");
    }

    BfvParameters parameters() {
      long step = 2L * polyDegree;
      List<Long> primes = Primes.largest(limbBits, step, limbs);
      OptionalLong special =
          specialBits == 0
              ? OptionalLong.empty()
              : Primes.largest(specialBits, step, limbs + 1).stream()
                  .filter(p -> !primes.contains(p))
                  .mapToLong(Long::longValue)
                  .findFirst();
      long t = batching ? Primes.largest(plainBits, step, 1).getFirst() : 1L << (plainBits - 1);
      return new BfvParameters(polyDegree, primes, special, t);
    }
  }

  private ParameterSets() {}

  /** All of them. */
  static List<Set> all() {
    List<Set> sets = new ArrayList<>();
    for (int n = 1024; n <= 16384; n *= 2) {
      sets.addAll(
          List.of(
              new Set(n, 1, 44, 0, 12, false),
              new Set(n, 1, 60, 40, 20, true),
              new Set(n, 1, 54, 54, 16 + (n > 4096 ? 4 : 0), true),
              new Set(n, 2, 36, 30, 17, true),
              new Set(n, 2, 50, 0, 28, true),
              new Set(n, 2, 58, 60, 40, true),
              new Set(n, 3, 40, 40, 22, true),
              new Set(n, 4, 50, 44, 30, true),
              new Set(n, 5, 42, 48, 24, false)));
    }
    return sets;
  }

  /** A few small ones, for a look within seconds. */
  static List<Set> quick() {
    return List.of(
        new Set(1024, 1, 54, 40, 20, true),
        new Set(1024, 2, 50, 44, 16, true),
        new Set(2048, 3, 40, 40, 12, false));
  }
}
