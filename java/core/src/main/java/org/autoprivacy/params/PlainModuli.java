package org.autoprivacy.params;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.math.Primes;

/** Chooses the factors of the plaintext modulus t. */
public final class PlainModuli {

  /** SEAL wants t below this. */
  private static final long LIMIT = 1L << 60;

  private static final int MOST_REMEMBERED = 10_000;

  private static final ConcurrentHashMap<Wanted, Optional<List<Long>>> CHOSEN =
      new ConcurrentHashMap<>();

  private record Wanted(int bits, int factors, long step) {}

  private PlainModuli() {}

  /**
   * The smallest moduli whose product reaches {@code 2^bits}, the largest first; empty if they do
   * not fit in 60 bits each.
   *
   * <p>Slots need primes that are 1 modulo 2n (rule 3). Coefficients need no prime: one modulus is
   * then the power of two itself, and several are the smallest primes; under the paper's rules they
   * are chosen as for slots. Answers are remembered.
   *
   * @param polyDegree n
   * @param bits width of the results, positive
   * @param factors how many moduli, positive
   * @param slots whether values are in slots
   */
  public static Optional<List<Long>> choose(
      int polyDegree, int bits, int factors, boolean slots, RuleSet rules) {
    boolean ruleThree = slots || rules == RuleSet.PAPER;
    Wanted wanted = new Wanted(bits, factors, ruleThree ? 2L * polyDegree : 1);
    Optional<List<Long>> known = CHOSEN.get(wanted);
    if (known == null) {
      known = choose(wanted);
      if (CHOSEN.size() >= MOST_REMEMBERED) {
        CHOSEN.clear();
      }
      CHOSEN.put(wanted, known);
    }
    return known;
  }

  private static Optional<List<Long>> choose(Wanted wanted) {
    double each = (double) wanted.bits / wanted.factors;
    if (each >= 60) {
      return Optional.empty();
    }
    if (wanted.step == 1 && wanted.factors == 1) {
      return Optional.of(List.of(1L << wanted.bits));
    }
    List<Long> moduli = new ArrayList<>();
    long last = (long) Math.ceil(Math.pow(2, each)) - 1;
    for (int i = 0; i < wanted.factors; i++) {
      last = Primes.smallestAbove(last, wanted.step);
      if (last >= LIMIT) {
        return Optional.empty();
      }
      moduli.add(last);
    }
    return Optional.of(List.copyOf(moduli.reversed()));
  }
}
