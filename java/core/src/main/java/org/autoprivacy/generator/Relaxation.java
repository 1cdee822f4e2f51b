package org.autoprivacy.generator;

import org.autoprivacy.cost.CostModel;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;

/** The nearest change of an infeasible request that has a solution. */
final class Relaxation {

  private Relaxation() {}

  static String of(LayerRequest request, CostModel costs) {
    if (request.rules() == RuleSet.PAPER && fits(request.withRules(RuleSet.SEAL), costs)) {
      return "without the paper's rules 4 and 5 (--rules seal) there are";
    }
    for (int bits = request.plainBits() - 1; bits >= 2; bits--) {
      if (fits(request.withPlainBits(bits), costs)) {
        return "with %d plaintext bits instead of %d there are"
            .formatted(bits, request.plainBits());
      }
    }
    if (request.privacy().kind() != Privacy.Kind.NONE
        && fits(request.withPrivacy(Privacy.NONE), costs)) {
      return "without circuit privacy there are";
    }
    if (request.packing().usesSlots()
        && fits(request.withPacking(Packing.COEFFICIENTS_CHEETAH), costs)) {
      return "with the packing " + Packing.COEFFICIENTS_CHEETAH.token() + " there are";
    }
    return "ask for a lower level, a larger error rate or a smaller layer";
  }

  private static boolean fits(LayerRequest request, CostModel costs) {
    return new CandidateSearch(request, costs)
        .candidates().stream().anyMatch(candidate -> candidate.realise().isPresent());
  }
}
