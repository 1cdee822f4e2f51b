package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ModulusPrimes;
import org.autoprivacy.params.PaperRules;
import org.autoprivacy.params.RuleSet;

/**
 * One way to meet a request: a degree, plaintext moduli and a number of limbs, with the sizes that
 * q and P need, and its cost; primes are sought only for the cheapest.
 *
 * @param request what is asked for
 * @param polyDegree n
 * @param plainModuli factors of t, the largest first
 * @param work the layer's work at this degree
 * @param sizing how large q must be
 * @param size how large q and P are
 * @param limbs number of data primes
 * @param maxLogQ the largest log2 of q·P that is secure
 * @param cost predicted cost
 */
record Candidate(
    LayerRequest request,
    int polyDegree,
    List<Long> plainModuli,
    LayerWork work,
    ModulusSizing sizing,
    ModulusSizing.Size size,
    int limbs,
    double maxLogQ,
    LayerCost cost) {

  private static final double LN_2 = Math.log(2);

  /** Primes are a little larger than the size asked for; more steps than this are never needed. */
  private static final int MOST_BUMPS = 12;

  /** The parameters themselves; empty where primes cannot be found or are too large. */
  Optional<LayerParameters> realise() {
    if (request.rules() == RuleSet.PAPER) {
      return realiseByRules();
    }
    List<Double> sizes = new ArrayList<>(size.logPrimes());
    for (int i = 0; i < MOST_BUMPS; i++) {
      Optional<List<Long>> primes = ModulusPrimes.smallest(2L * polyDegree, sizes, plainModuli);
      if (primes.isEmpty()) {
        return Optional.empty();
      }
      Optional<LayerParameters> parameters = complete(primes.get());
      if (parameters.isEmpty() || meets(parameters.get())) {
        return parameters.map(this::filled);
      }
      sizes.set(limbs - 1, sizes.get(limbs - 1) + 0.01);
    }
    return Optional.empty();
  }

  private LayerParameters filled(LayerParameters smallest) {
    if (request.fit() != LayerRequest.ModulusFit.FILLED) {
      return smallest;
    }
    return ModulusPrimes.largest(
            2L * polyDegree, Deployment.widths(smallest.dataPrimes()), plainModuli)
        .flatMap(this::complete)
        .filter(this::meets)
        .orElse(smallest);
  }

  /** Rules 4 and 5: primes that are 1 modulo t and just below a power of two. */
  private Optional<LayerParameters> realiseByRules() {
    long step = 2L * polyDegree;
    for (long t : plainModuli) {
      if (Math.multiplyHigh(step, t) != 0 || step * t >= 1L << 56 || step * t < 0) {
        return Optional.empty();
      }
      step *= t;
    }
    // Primes that are 1 modulo 2nt (rule 4) lie some 2nt away from a power of two, which rule 5
    // allows wide primes only: the rules may want more bits than the noise does.
    int stepBits = Long.SIZE - Long.numberOfLeadingZeros(step);
    int least = (int) Math.min(60, Math.ceil((stepBits + 4) / PaperRules.PSEUDO_MERSENNE));
    int total = Math.max((int) Math.ceil(size.logQ()), limbs * least);
    for (int i = 0; i < MOST_BUMPS && total <= 60 * limbs; i++, total++) {
      List<Integer> widths = new ArrayList<>();
      for (int limb = 0; limb < limbs; limb++) {
        widths.add(total / limbs + (limb < total % limbs ? 1 : 0));
      }
      Optional<LayerParameters> parameters =
          ModulusPrimes.largest(step, widths, plainModuli)
              .filter(primes -> primes.stream().allMatch(PaperRules::isPseudoMersenne))
              .flatMap(this::complete);
      if (parameters.isPresent() && meets(parameters.get())) {
        return parameters;
      }
    }
    return Optional.empty();
  }

  /** Adds the special prime; empty if there is none or the whole is not secure. */
  private Optional<LayerParameters> complete(List<Long> dataPrimes) {
    OptionalLong special = OptionalLong.empty();
    if (size.logP() > 0) {
      special =
          ModulusPrimes.atLeast(
              2L * polyDegree, sizing.logP(logs(dataPrimes)), dataPrimes, plainModuli);
      if (special.isEmpty()) {
        return Optional.empty();
      }
    }
    LayerParameters parameters = new LayerParameters(polyDegree, dataPrimes, special, plainModuli);
    return parameters.logQP() <= maxLogQ ? Optional.of(parameters) : Optional.empty();
  }

  private boolean meets(LayerParameters parameters) {
    return sizing.meets(
        sizing.setting(logs(parameters.dataPrimes()), logP(parameters)), size.wireLimbs());
  }

  static double logP(LayerParameters parameters) {
    return parameters.specialPrime().isPresent()
        ? Math.log(parameters.specialPrime().getAsLong()) / LN_2
        : 0;
  }

  static List<Double> logs(List<Long> primes) {
    return primes.stream().map(q -> Math.log(q) / LN_2).toList();
  }

  /** Widths that primes of these sizes take. */
  static List<Integer> widths(List<Double> logPrimes) {
    return logPrimes.stream().map(log -> (int) Math.floor(log) + 1).toList();
  }
}
