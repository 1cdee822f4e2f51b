package org.autoprivacy.accuracy;

import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;

/**
 * Each value, independently and with the layer's rate, gets the rounded noise that made decryption
 * fail: the paper's own simulation (§3.1, reward), whatever the packing.
 *
 * <p>The paper records noise beyond the budget and adds it, decomposed by the Chinese remainder
 * theorem, to layer outputs, half of the records in training and half in measuring. Noise that
 * fails with rate r is a Gaussian of deviation 1/(2x) in units of the plaintext, x the quantile of
 * r, given that it rounds to no zero: almost always ±1. Its residues put together again are the
 * same small number, so that t does not matter. Units are values.
 */
final class PaperErrors implements ErrorModel {

  private final int values;
  private final PlainResidues residues;
  private final double rate;
  private final RecordedTail recorded;

  PaperErrors(LayerShape shape, LayerCandidate candidate, ErrorHalf half) {
    ErrorRate predicted = candidate.predictedErrorRate();
    if (predicted.of() == ErrorRate.Of.INFERENCE) {
      throw new IllegalArgumentException(
          "the paper's model takes a layer's rate, got " + predicted);
    }
    values = Math.toIntExact(shape.outputs());
    residues = new PlainResidues(candidate.parameters().plainModuli());
    rate = predicted.probability();
    recorded = RecordedTail.of(predicted.log2(), half);
  }

  @Override
  public int units() {
    return values;
  }

  @Override
  public double unitRate() {
    return rate;
  }

  @Override
  public void fail(int unit, double place, long bits, LayerOutputs outputs, int image) {
    long magnitude = recorded.size(place / rate);
    outputs.set(
        image,
        unit,
        residues.shiftedInAll(outputs.get(image, unit), bits < 0 ? -magnitude : magnitude));
  }
}
