package org.autoprivacy.accuracy;

import org.autoprivacy.network.LayerOutputs;

/**
 * All that given parameters do to a layer's results: decryptions fail, and values that t cannot
 * hold wrap around. Thread-safe.
 *
 * @param failures which decryptions fail
 * @param wrap what becomes of values that are too large
 */
record LayerDamage(LayerFailures failures, WrapAround wrap) {

  /** Probability that an inference is touched; 1 where any may wrap. */
  double touchProbability() {
    return wrap.happens() ? 1 : failures.touchProbability();
  }

  /** Whether the inference whose layer has this seed is touched. */
  boolean touches(long seed) {
    return wrap.happens() || failures.touches(seed);
  }

  /** Changes the outputs of one image of a block. */
  void addTo(long seed, LayerOutputs outputs, int image) {
    failures.addTo(seed, outputs, image);
    wrap.apply(outputs, image);
  }
}
