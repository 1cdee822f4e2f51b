package org.autoprivacy.params;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.math.Primes;

/** Chooses the factors of the plaintext modulus t. */
public final class PlainModuli {

  /** SEAL wants t below this. */
  private static final long LIMIT = 1L << 60;

  private PlainModuli() {}

  /**
   * The smallest moduli whose product reaches {@code 2^bits}, the largest first; empty if they do
   * not fit in 60 bits each.
   *
   * <p>Slots need primes that are 1 modulo 2n (rule 3). Coefficients need no prime: one modulus is
   * then the power of two itself, and several are the smallest primes; under the paper's rules they
   * are chosen as for slots.
   *
   * @param polyDegree n
   * @param bits width of the results, positive
   * @param factors how many moduli, positive
   * @param slots whether values are in slots
   */
  public static Optional<List<Long>> choose(
      int polyDegree, int bits, int factors, boolean slots, RuleSet rules) {
    boolean ruleThree = slots || rules == RuleSet.PAPER;
    double each = (double) bits / factors;
    if (each >= 60) {
      return Optional.empty();
    }
    if (!ruleThree && factors == 1) {
      return Optional.of(List.of(1L << bits));
    }
    long step = ruleThree ? 2L * polyDegree : 1;
    List<Long> moduli = new ArrayList<>();
    long last = (long) Math.ceil(Math.pow(2, each)) - 1;
    for (int i = 0; i < factors; i++) {
      last = Primes.smallestAbove(last, step);
      if (last >= LIMIT) {
        return Optional.empty();
      }
      moduli.add(last);
    }
    Collections.reverse(moduli);
    return Optional.of(moduli);
  }
}
