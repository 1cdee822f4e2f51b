package org.autoprivacy.accuracy;

import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.search.SeededRandom;

/**
 * Draws which units of a layer fail in one inference, with random numbers that are the same for
 * every policy.
 *
 * <p>Every unit has a uniform number and fails where that is below the rate. The numbers are drawn
 * in ascending order (spacings of exponential variables), so that only those that fail cost
 * anything, and a layer with a larger rate fails wherever it failed with a smaller one.
 * Thread-safe.
 */
final class LayerFailures {

  /** 0, 1, 2, … between uses. */
  private static final ThreadLocal<int[]> IDENTITY = ThreadLocal.withInitial(() -> new int[0]);

  private final ErrorModel model;
  private final int units;
  private final double hazard;
  private final double touchProbability;

  LayerFailures(ErrorModel model) {
    this.model = model;
    units = model.units();
    hazard = -StrictMath.log1p(-model.unitRate());
    touchProbability = -StrictMath.expm1(-units * hazard);
  }

  /** Probability that any unit of an inference fails. */
  double touchProbability() {
    return touchProbability;
  }

  /** Whether any unit fails in the inference whose layer has this seed. */
  boolean touches(long seed) {
    return new SeededRandom(seed).nextDouble() < touchProbability;
  }

  /** Changes the outputs of one image of a block. */
  void addTo(long seed, LayerOutputs outputs, int image) {
    SeededRandom random = new SeededRandom(seed);
    double uniform = random.nextDouble();
    if (uniform >= touchProbability) {
      return;
    }
    int[] order = identity();
    int failed = 0;
    double place = 0;
    while (true) {
      place += -StrictMath.log1p(-uniform) / (units - failed);
      if (failed > 0 && place >= hazard) {
        break;
      }
      int pick = failed + random.nextInt(units - failed);
      int unit = order[pick];
      order[pick] = order[failed];
      order[failed] = unit;
      failed++;
      double tail = Math.min(-StrictMath.expm1(-place), Math.nextDown(model.unitRate()));
      model.fail(unit, tail, SeededRandom.derive(seed, unit), outputs, image);
      if (failed == units) {
        break;
      }
      uniform = random.nextDouble();
    }
    restore(order, failed);
  }

  private int[] identity() {
    int[] order = IDENTITY.get();
    if (order.length < units) {
      order = new int[units];
      for (int i = 0; i < units; i++) {
        order[i] = i;
      }
      IDENTITY.set(order);
    }
    return order;
  }

  // Shuffling changed the first positions, and those that the drawn units came from.
  private static void restore(int[] order, int failed) {
    for (int i = 0; i < failed; i++) {
      if (order[i] >= failed) {
        order[order[i]] = order[i];
      }
    }
    for (int i = 0; i < failed; i++) {
      order[i] = i;
    }
  }
}
