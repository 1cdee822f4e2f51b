package org.autoprivacy.accuracy;

import java.util.stream.IntStream;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.search.LayerCandidate;

/**
 * Each value gets round(e·t/q), e Gaussian with the predicted deviation: mostly 0, rarely ±1.
 *
 * <p>A coefficient decodes to {@code m + round(e·t/q)} and no other coefficient changes. Where t is
 * a product, each factor is decrypted by itself, and an error of ±1 modulo one factor moves the
 * value by a multiple of the other factors. Units are values, once for each factor.
 */
final class CoefficientErrors implements ErrorModel {

  private final int values;
  private final PlainResidues residues;
  private final RoundedTail[] tails;
  private final double rate;

  CoefficientErrors(LayerShape shape, LayerCandidate candidate) {
    values = Math.toIntExact(shape.outputs());
    residues = new PlainResidues(candidate.parameters().plainModuli());
    tails =
        IntStream.range(0, residues.count())
            .mapToObj(j -> new RoundedTail(candidate.plainStd(j)))
            .toArray(RoundedTail[]::new);
    double most = 0;
    for (RoundedTail tail : tails) {
      most = Math.max(most, tail.rate());
    }
    rate = most;
  }

  @Override
  public int units() {
    return values * residues.count();
  }

  @Override
  public double unitRate() {
    return rate;
  }

  @Override
  public void fail(int unit, double tail, long bits, LayerOutputs outputs, int image) {
    int factor = unit / values;
    int value = unit % values;
    long magnitude = tails[factor].magnitude(tail);
    if (magnitude > 0) {
      long error = bits < 0 ? -magnitude : magnitude;
      outputs.set(image, value, residues.shifted(outputs.get(image, value), factor, error));
    }
  }
}
