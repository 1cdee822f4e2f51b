package org.autoprivacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ModulusPrimes;
import org.autoprivacy.params.PlainModuli;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.security.LatticeEstimator;

/** Parameters of a given degree that are secure and never fail, for surveys over degrees. */
final class SafeParameters {

  private static final double LOG2_RATE = -60;
  private static final double LEVEL_BITS = 128;
  private static final int MOST_LIMBS = 8;
  private static final int LEAST_BITS = 28;
  private static final int MOST_BITS = 59;

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
