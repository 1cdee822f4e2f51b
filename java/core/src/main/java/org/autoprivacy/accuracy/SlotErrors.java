package org.autoprivacy.accuracy;

import org.autoprivacy.linear.OutputGroups;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SeededRandom;

/**
 * A failed ciphertext makes all its values uniform modulo t.
 *
 * <p>One wrong coefficient adds ±X^k to the plaintext polynomial, and its transform changes every
 * slot by a power of a root of unity: never 0, spread over all of Z_t. Where t is a product, each
 * factor has its own ciphertexts and only that residue becomes uniform; the predicted rate is that
 * of a value's ciphertexts together. Units are ciphertexts.
 */
final class SlotErrors implements ErrorModel {

  private final OutputGroups groups;
  private final PlainResidues residues;
  private final double rate;

  SlotErrors(LayerShape shape, LayerCandidate candidate) {
    int polyDegree = candidate.parameters().polyDegree();
    // Where the model is forced on coefficients, values are taken to be in our slots.
    Packing packing = candidate.packing().usesSlots() ? candidate.packing() : Packing.SLOTS;
    groups = OutputGroups.of(shape, packing, polyDegree);
    residues = new PlainResidues(candidate.parameters().plainModuli());
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
    groups
        .values(ciphertext)
        .forEach(v -> {
          long uniform = Math.unsignedMultiplyHigh(random.nextLong(), residues.factor(factor));
          outputs.set(image, v, residues.shifted(outputs.get(image, v), factor, uniform));
        });
  }
}
