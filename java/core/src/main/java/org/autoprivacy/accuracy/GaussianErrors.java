package org.autoprivacy.accuracy;

import java.util.SplittableRandom;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.search.SeededRandom;

/**
 * Adds round(σ·Z) to every accumulator, Z normal and independent, σ given for each layer in units
 * of its accumulators; no modulus. What noise far beyond the budget does under a coefficient
 * packing with a prime t. The draws depend on seed, image and layer alone. Thread-safe.
 */
public final class GaussianErrors implements OutputErrors {

  private final double[] deviations;
  private final long seed;

  /**
   * Errors of given size.
   *
   * @param deviations one per linear layer, 0 for none
   */
  public GaussianErrors(double[] deviations, long seed) {
    this.deviations = deviations.clone();
    this.seed = seed;
  }

  @Override
  public void addTo(int layer, LayerOutputs outputs) {
    double deviation = deviations[layer];
    if (deviation == 0) {
      return;
    }
    for (int i = 0; i < outputs.images(); i++) {
      long image = SeededRandom.derive(seed, outputs.image(i));
      SplittableRandom random = new SplittableRandom(SeededRandom.derive(image, layer));
      for (int v = 0; v < outputs.values(); v++) {
        outputs.set(i, v, outputs.get(i, v) + Math.round(deviation * random.nextGaussian()));
      }
    }
  }
}
