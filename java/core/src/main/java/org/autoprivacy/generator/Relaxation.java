package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.params.SecurityLevel;

/**
 * The nearest change of an infeasible request that has a solution: of all that do, the one that
 * concedes the fewest bits of q.
 */
final class Relaxation {

  private static final int[] LEVELS = {192, 128};

  /** What another way of working counts as: another packing, no allowance for flooding. */
  private static final double OTHER_WAY_BITS = 16;

  /**
   * A change that helps.
   *
   * @param bits of q that it concedes, roughly
   * @param text what to change
   */
  private record Change(double bits, String text) {}

  private final LayerRequest request;
  private final CostModel costs;
  private final List<Change> changes = new ArrayList<>();

  private Relaxation(LayerRequest request, CostModel costs) {
    this.request = request;
    this.costs = costs;
  }

  static String of(LayerRequest request, CostModel costs) {
    Relaxation relaxation = new Relaxation(request, costs);
    relaxation.rules();
    relaxation.errorRate();
    relaxation.plainBits();
    relaxation.privacy();
    relaxation.level();
    relaxation.packing();
    Optional<Change> nearest =
        relaxation.changes.stream().min(Comparator.comparingDouble(Change::bits));
    return nearest
        .map(change -> change.text() + " there are")
        .orElse("no change of one thing alone helps: ask for less of several, or a smaller layer");
  }

  private void rules() {
    if (request.rules() == RuleSet.PAPER && fits(request.withRules(RuleSet.SEAL))) {
      changes.add(new Change(0, "without the paper's rules 4 and 5 (--rules seal)"));
    }
  }

  private void errorRate() {
    ErrorRate rate = request.errorRate();
    int strict = (int) Math.ceil(-rate.log2()) - 1;
    IntFunction<LayerRequest> relaxed =
        exponent -> request.withErrorRate(new ErrorRate(-exponent, rate.of()));
    OptionalInt exponent = largest(1, strict, relaxed);
    if (exponent.isPresent()) {
      ErrorRate other = new ErrorRate(-exponent.getAsInt(), rate.of());
      double bits =
          Math.log(NormalTail.quantile(rate.log2()) / NormalTail.quantile(other.log2()))
              / Math.log(2);
      changes.add(new Change(bits, "with an error rate of " + other));
    }
  }

  private void plainBits() {
    largest(2, request.plainBits() - 1, request::withPlainBits)
        .ifPresent(bits ->
            changes.add(
                new Change(
                    (request.packing().usesSlots() ? 2 : 1) * (request.plainBits() - bits),
                    "with %d plaintext bits instead of %d".formatted(bits, request.plainBits()))));
  }

  private void privacy() {
    Privacy privacy = request.privacy();
    if (privacy.kind().hasBits()) {
      IntFunction<LayerRequest> weaker =
          bits -> request.withPrivacy(new Privacy(privacy.kind(), bits));
      OptionalInt bits = largest(1, privacy.bits() - 1, weaker);
      if (bits.isPresent()) {
        changes.add(
            new Change(
                privacy.bits() - bits.getAsInt(),
                "with privacy " + new Privacy(privacy.kind(), bits.getAsInt())));
        return;
      }
    }
    if (privacy.kind() != Privacy.Kind.NONE && fits(request.withPrivacy(Privacy.NONE))) {
      double bits = privacy.kind().hasBits() ? privacy.bits() : OTHER_WAY_BITS;
      changes.add(new Change(bits, "without circuit privacy"));
    }
  }

  private void level() {
    SecurityLevel level = request.level();
    for (int bits : LEVELS) {
      if (bits < level.bits() && fits(request.withLevel(new SecurityLevel(bits, level.table())))) {
        changes.add(new Change(level.bits() - bits, "at a level of " + bits + " bits"));
        return;
      }
    }
  }

  private void packing() {
    if (request.packing().usesSlots() && fits(request.withPacking(Packing.COEFFICIENTS_CHEETAH))) {
      changes.add(
          new Change(OTHER_WAY_BITS, "with the packing " + Packing.COEFFICIENTS_CHEETAH.token()));
    }
  }

  /** The largest number in a range that fits; what fits at one fits at all below. */
  private OptionalInt largest(int least, int most, IntFunction<LayerRequest> change) {
    if (most < least || !fits(change.apply(least))) {
      return OptionalInt.empty();
    }
    int low = least;
    int high = most + 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (fits(change.apply(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalInt.of(low);
  }

  private boolean fits(LayerRequest other) {
    return new CandidateSearch(other, costs)
        .candidates().stream().anyMatch(candidate -> candidate.realise().isPresent());
  }
}
