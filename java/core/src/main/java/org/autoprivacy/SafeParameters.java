package org.autoprivacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ModulusPrimes;
import org.autoprivacy.params.PlainModuli;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.security.LatticeEstimator;

/** Parameters of a given degree, for surveys: such as never fail, and such as fail often. */
final class SafeParameters {

  private static final double LOG2_RATE = -60;
  private static final double LEVEL_BITS = 128;
  private static final int MOST_LIMBS = 8;
  private static final int LEAST_BITS = 28;
  private static final int MOST_BITS = 59;
  private static final int STEPS = 24;

  private SafeParameters() {}

  /**
   * The fewest and then narrowest primes with a predicted rate of wrong coefficients of 2^-60 at
   * most and 128 bits of security; empty if there are none.
   *
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree
   */
  static Optional<LayerPlan> find(
      LayerShape shape, Packing packing, int polyDegree, int plainBits, QuantizedLayer weights) {
    LayerWork work = LayerWork.of(shape, packing, polyDegree);
    boolean special = work.counts().keySwitches() > 0;
    double most = LatticeEstimator.maxLogQ(polyDegree, LEVEL_BITS);
    Optional<List<Long>> moduli =
        PlainModuli.choose(polyDegree, plainBits, 1, packing.usesSlots(), RuleSet.SEAL);
    for (int limbs = 1; limbs <= MOST_LIMBS && moduli.isPresent(); limbs++) {
      int data = limbs;
      for (int bits = LEAST_BITS; bits <= MOST_BITS; bits++) {
        int all = limbs + (special ? 1 : 0);
        if ((double) bits * all > most) {
          break;
        }
        Optional<LayerPlan> plan =
            ModulusPrimes.largest(2L * polyDegree, Collections.nCopies(all, bits), moduli.get())
                .map(primes -> parameters(polyDegree, primes, data, moduli.get()))
                .map(parameters -> plan(shape, packing, parameters, weights))
                .filter(found -> found.log2ErrorRate(weights) <= LOG2_RATE);
        if (plan.isPresent()) {
          return plan;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * One prime or two equal ones, as large as makes coefficients fail at the given rate and not more
   * often; empty if 128 bits of security leave no room for them. Where keys are switched there are
   * two, and a special prime as large as there is room for, so that switching adds little noise.
   *
   * @param factors of t
   * @param log2Rate of wrong coefficients, in the worst of the factors
   */
  static Optional<LayerPlan> failing(
      LayerShape shape,
      Packing packing,
      int polyDegree,
      int plainBits,
      int factors,
      QuantizedLayer weights,
      double log2Rate) {
    List<Long> moduli =
        PlainModuli.choose(polyDegree, plainBits, factors, packing.usesSlots(), RuleSet.SEAL)
            .orElseThrow();
    boolean special = LayerWork.of(shape, packing, polyDegree).counts().keySwitches() > 0;
    double most = LatticeEstimator.maxLogQ(polyDegree, LEVEL_BITS);
    for (int limbs = special ? 2 : 1; limbs <= 2; limbs++) {
      double low = limbs * (LEAST_BITS - 8);
      double high = limbs * MOST_BITS;
      Optional<LayerPlan> best = Optional.empty();
      for (int i = 0; i < STEPS; i++) {
        double middle = (low + high) / 2;
        List<Long> primes = primes(polyDegree, limbs, middle);
        if (special) {
          int bits = Math.clamp((long) (most - middle - 0.01), LEAST_BITS, MOST_BITS);
          primes.addAll(Primes.largest(bits, 2L * polyDegree, 1));
        }
        LayerPlan plan =
            new LayerPlan(
                shape,
                packing,
                parameters(polyDegree, primes, limbs, moduli),
                Encryption.SYMMETRIC,
                Privacy.NONE,
                limbs);
        if (plan.log2ErrorRate(weights) <= log2Rate) {
          best = Optional.of(plan);
          high = middle;
        } else {
          low = middle;
        }
      }
      if (best.isPresent()) {
        return best.filter(plan -> plan.parameters().logQP() <= most);
      }
    }
    return Optional.empty();
  }

  /** Different primes of the same size, whose product is little above 2^bits. */
  private static List<Long> primes(int polyDegree, int limbs, double bits) {
    List<Long> primes = new ArrayList<>();
    double rest = bits;
    for (int limb = limbs; limb >= 1; limb--) {
      long prime = Primes.smallestAbove((long) Math.pow(2, rest / limb), 2L * polyDegree);
      if (primes.contains(prime)) {
        prime = Primes.smallestAbove(prime, 2L * polyDegree);
      }
      primes.add(prime);
      rest -= Math.log(prime) / Math.log(2);
    }
    return primes;
  }

  private static LayerParameters parameters(
      int polyDegree, List<Long> primes, int limbs, List<Long> moduli) {
    return new LayerParameters(
        polyDegree,
        new ArrayList<>(primes.subList(0, limbs)),
        primes.size() > limbs ? OptionalLong.of(primes.get(limbs)) : OptionalLong.empty(),
        moduli);
  }

  /** With as few primes on the wire as keep the rate. */
  private static LayerPlan plan(
      LayerShape shape, Packing packing, LayerParameters parameters, QuantizedLayer weights) {
    LayerPlan plan =
        new LayerPlan(shape, packing, parameters, Encryption.SYMMETRIC, Privacy.NONE, 1);
    return plan.log2ErrorRate(weights) <= LOG2_RATE
        ? plan
        : new LayerPlan(
            shape, packing, parameters, Encryption.SYMMETRIC, Privacy.NONE, parameters.limbs());
  }
}
