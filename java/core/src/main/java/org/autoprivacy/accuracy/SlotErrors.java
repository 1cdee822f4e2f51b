package org.autoprivacy.accuracy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.OutputGroups;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.SlotFailures;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorGeometry;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SeededRandom;

/**
 * A failed ciphertext makes all its values uniform modulo t; but where its sums were folded, it
 * moves them by what the coefficients that fail there add to them.
 *
 * <p>One wrong coefficient adds ±X^k to the plaintext polynomial, and its transform changes every
 * slot by a power of a root of unity: never 0, spread over all of Z_t. Foldings leave few k that
 * fail ({@link SlotFailures}), and most values, or all, move by the same. Where t is a product,
 * each factor has its own ciphertexts and only that residue becomes uniform; the predicted rate is
 * that of a value's ciphertexts together. Units are ciphertexts.
 */
final class SlotErrors implements ErrorModel {

  private final OutputGroups groups;
  private final PlainResidues residues;
  private final double rate;
  private final LayerShape shape;
  private final LayerCandidate candidate;
  // What is found out at the first failure: most policies have layers that never fail.
  private final AtomicReference<Optional<SlotFailures>> folded = new AtomicReference<>();
  private final List<AtomicReference<long[]>> powers;

  SlotErrors(LayerShape shape, LayerCandidate candidate) {
    this.shape = shape;
    this.candidate = candidate;
    int polyDegree = candidate.parameters().polyDegree();
    // Where the model is forced on coefficients, values are taken to be in our slots.
    Packing packing = candidate.packing().usesSlots() ? candidate.packing() : Packing.SLOTS;
    groups = OutputGroups.of(shape, packing, polyDegree);
    residues = new PlainResidues(candidate.parameters().plainModuli());
    powers = Stream.generate(AtomicReference<long[]>::new).limit(residues.count()).toList();
    ErrorRate predicted = candidate.predictedErrorRate();
    double probability = predicted.probability();
    double value =
        switch (predicted.of()) {
          case CIPHERTEXT -> probability;
          case COEFFICIENT -> -StrictMath.expm1(polyDegree * StrictMath.log1p(-probability));
          case INFERENCE, VALUE ->
              throw new IllegalArgumentException(
                  "the slots model takes a rate per ciphertext or coefficient, got " + predicted);
        };
    rate = -StrictMath.expm1(StrictMath.log1p(-value) / residues.count());
  }

  private Optional<SlotFailures> folded() {
    Optional<SlotFailures> known = folded.get();
    if (known == null) {
      known = candidate.packing().usesSlots() ? found() : Optional.empty();
      folded.set(known);
    }
    return known;
  }

  private Optional<SlotFailures> found() {
    LayerParameters parameters = candidate.parameters();
    boolean batches =
        IntStream.range(0, parameters.instances())
            .allMatch(i -> parameters.instance(i).supportsBatching());
    ErrorRate predicted = candidate.predictedErrorRate();
    double log2Each =
        predicted.of() == ErrorRate.Of.CIPHERTEXT
            ? ErrorGeometry.log2Each(predicted.log2(), parameters.polyDegree())
            : predicted.log2();
    // The parameters of others may have a t that has no slots.
    return batches
        ? SlotFailures.of(
            new LayerPlan(
                shape,
                candidate.packing(),
                parameters,
                candidate.encryption(),
                candidate.privacy(),
                candidate.wireLimbs()),
            log2Each)
        : Optional.empty();
  }

  @Override
  public int units() {
    return groups.ciphertexts() * residues.count();
  }

  @Override
  public double unitRate() {
    return rate;
  }

  @Override
  public void fail(int unit, double tail, long bits, LayerOutputs outputs, int image) {
    int factor = unit / groups.ciphertexts();
    int ciphertext = unit % groups.ciphertexts();
    SeededRandom random = new SeededRandom(bits);
    Optional<SlotFailures> failures = folded().filter(known -> known.folded(ciphertext));
    if (failures.isPresent()) {
      failFolded(failures.get(), factor, ciphertext, random, outputs, image);
      return;
    }
    groups
        .values(ciphertext)
        .forEach(v -> {
          long uniform = Math.unsignedMultiplyHigh(random.nextLong(), residues.factor(factor));
          outputs.set(image, v, residues.shifted(outputs.get(image, v), factor, uniform));
        });
  }

  /** Failures of a ciphertext that are rare and independent: one at least, and seldom more. */
  private void failFolded(
      SlotFailures failures,
      int factor,
      int ciphertext,
      SeededRandom random,
      LayerOutputs outputs,
      int image) {
    long t = residues.factor(factor);
    double hazard = -StrictMath.log1p(-rate);
    // Poisson's distribution behind its 0.
    double left = random.nextDouble() * rate;
    double chance = hazard * (1 - rate);
    for (int number = 1; number == 1 || left >= 0; number++) {
      long[] errors = failures.errors(ciphertext, random::nextDouble, powers(failures, factor), t);
      int[] values = groups.values(ciphertext).toArray();
      for (int i = 0; i < values.length; i++) {
        long before = outputs.get(image, values[i]);
        outputs.set(image, values[i], residues.shifted(before, factor, errors[i]));
      }
      left -= chance;
      chance *= hazard / (number + 1);
      if (chance == 0) {
        break;
      }
    }
  }

  private long[] powers(SlotFailures failures, int factor) {
    long[] known = powers.get(factor).get();
    if (known == null) {
      known = failures.powers(residues.factor(factor));
      powers.get(factor).set(known);
    }
    return known;
  }
}
