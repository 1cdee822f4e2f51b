package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.noise.ErrorGeometry;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.PlainModuli;
import org.autoprivacy.params.Privacy;

/** All ways to meet a request, over degrees, factors of t, limbs and special primes. */
final class CandidateSearch {

  static final int LEAST_DEGREE = 1024;
  static final int LARGEST_DEGREE = 32768;

  private static final int MOST_FACTORS = 4;
  private static final int MOST_LIMBS = 16;

  private final LayerRequest request;
  private final CostModel costs;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Misfit> misfits = new ArrayList<>();
  private boolean fits;
  private Optional<LatencyTable.UncoveredException> uncovered = Optional.empty();

  CandidateSearch(LayerRequest request, CostModel costs) {
    this.request = request;
    this.costs = costs;
    for (int factors = 1; factors <= MOST_FACTORS; factors++) {
      // A small error in one residue is a large one in the whole: coefficients, whose errors are
      // small otherwise, take several factors only where one does not fit.
      if (!fits || request.packing().usesSlots()) {
        for (int n = LEAST_DEGREE; n <= LARGEST_DEGREE; n *= 2) {
          degree(n, factors);
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble((Candidate c) -> c.cost().latencyNanos())
            .thenComparingLong(c -> c.cost().bytes())
            .thenComparingInt(Candidate::polyDegree));
    if (!candidates.isEmpty()) {
      double equal = candidates.getFirst().cost().latencyNanos() * LayerChoice.EQUAL_LATENCIES;
      candidates.sort(
          Comparator.comparing((Candidate c) -> c.cost().latencyNanos() > equal)
              .thenComparingDouble(
                  c -> c.cost().latencyNanos() > equal ? 0 : (double) c.cost().bytes()));
    }
  }

  /** From the cheapest on. */
  List<Candidate> candidates() {
    return Collections.unmodifiableList(candidates);
  }

  /** Degrees and factors that do not fit, in the order tried. */
  List<Misfit> misfits() {
    return Collections.unmodifiableList(misfits);
  }

  /** The first hole in the profile that was met. */
  Optional<LatencyTable.UncoveredException> uncovered() {
    return uncovered;
  }

  private void degree(int n, int factors) {
    boolean envelope = request.privacy().kind() == Privacy.Kind.PAPER;
    if (envelope && PaperEnvelope.degree(n) > LARGEST_DEGREE) {
      misfits.add(
          new Misfit(
              n,
              "4n = %d for the paper's flooding is above %d"
                  .formatted(PaperEnvelope.degree(n), LARGEST_DEGREE),
              Double.POSITIVE_INFINITY));
      return;
    }
    LayerWork work;
    double maxLogQ;
    try {
      work = LayerWork.of(request.shape(), request.packing(), n);
      maxLogQ = request.level().maxLogQ(n);
    } catch (IllegalArgumentException e) {
      misfits.add(new Misfit(n, String.valueOf(e.getMessage()), Double.POSITIVE_INFINITY));
      return;
    }
    Optional<List<Long>> moduli =
        PlainModuli.choose(n, request.plainBits(), factors, work.usesSlots(), request.rules());
    if (moduli.isEmpty()) {
      misfits.add(
          new Misfit(
              n,
              "%d plaintext moduli of at most 59 bits hold no %d bits"
                  .formatted(factors, request.plainBits()),
              Double.POSITIVE_INFINITY));
      return;
    }
    for (boolean special : specialPrimes(work)) {
      size(n, work, maxLogQ, moduli.get(), special);
    }
  }

  private List<Boolean> specialPrimes(LayerWork work) {
    if (work.counts().keySwitches() > 0) {
      return List.of(true);
    }
    // SEAL's public-key encryption is quieter with a special prime, and as quick.
    return request.encryption() == Encryption.PUBLIC ? List.of(false, true) : List.of(false);
  }

  private void size(int n, LayerWork work, double maxLogQ, List<Long> moduli, boolean special) {
    double logT = Math.log(moduli.get(0)) / Math.log(2);
    double log2Rate =
        ErrorGeometry.log2Each(coefficientRate(request.errorRate(), work).log2(), moduli.size());
    ModulusSizing sizing = new ModulusSizing(request, work, n, logT, special, log2Rate);
    int limbs = sizing.leastLimbs();
    ModulusSizing.Size size = sizing.solve(limbs);
    while (!size.primesFit() && limbs < MOST_LIMBS) {
      double least = size.logQ() / ModulusSizing.LARGEST_PRIME_BITS;
      limbs = Math.max(limbs + 1, (int) Math.min(MOST_LIMBS, least));
      size = sizing.solve(limbs);
    }
    double excess = size.logQ() + size.logP() - maxLogQ;
    if (excess > 0 || !size.primesFit()) {
      misfits.add(
          new Misfit(
              n,
              "n = %d%s needs q%s of %.1f bits for %s, %d-bit security allows %.1f"
                  .formatted(
                      n,
                      moduli.size() > 1 ? " with t in " + moduli.size() + " factors" : "",
                      special ? "·P" : "",
                      size.logQ() + size.logP(),
                      request.errorRate(),
                      request.level().bits(),
                      maxLogQ),
              excess));
      return;
    }
    fits = true;
    try {
      LayerCost cost = cost(n, work, sizing, size, moduli.size(), special);
      candidates.add(new Candidate(request, n, moduli, work, sizing, size, limbs, maxLogQ, cost));
    } catch (LatencyTable.UncoveredException e) {
      uncovered = uncovered.or(() -> Optional.of(e));
      misfits.add(new Misfit(n, String.valueOf(e.getMessage()), Double.POSITIVE_INFINITY));
    }
  }

  private LayerCost cost(
      int n,
      LayerWork work,
      ModulusSizing sizing,
      ModulusSizing.Size size,
      int instances,
      boolean special) {
    List<Integer> widths = Candidate.widths(size.logPrimes());
    Deployment deployment =
        new Deployment(
            n,
            widths,
            special,
            size.wireLimbs(),
            instances,
            request.encryption(),
            request.privacy(),
            sizing.dropped(size));
    return cost(request, work, deployment, costs);
  }

  /** What a layer costs: in the paper's privacy at four times the degree and three times log q. */
  static LayerCost cost(
      LayerRequest request, LayerWork work, Deployment deployment, CostModel costs) {
    if (request.privacy().kind() != Privacy.Kind.PAPER) {
      return costs.cost(work, deployment);
    }
    Deployment flooded = PaperEnvelope.of(deployment);
    return costs.cost(
        LayerWork.of(request.shape(), request.packing(), flooded.polyDegree()), flooded);
  }

  /** A rate, as one of coefficients of results. */
  static ErrorRate coefficientRate(ErrorRate rate, LayerWork work) {
    return geometry(work).convert(rate, ErrorRate.Of.COEFFICIENT);
  }

  /** Ciphertexts of a result; an inference is taken to be this layer alone. */
  static ErrorGeometry geometry(LayerWork work) {
    OperationCounts counts = work.counts();
    return new ErrorGeometry(work.releasedPerCiphertext(), counts.ciphertextsDown());
  }
}
