package org.autoprivacy.linear;

import org.autoprivacy.network.QuantizedLayer;

/** The linear map of each layout, with weights. */
final class LayerMaps {

  private LayerMaps() {}

  /** Prepares the weights in one instance. */
  static LayerMap prepare(
      LayerLayout layout,
      QuantizedLayer weights,
      ServerKeys keys,
      int instance,
      WeightForm form,
      Parallel parallel) {
    return switch (layout) {
      case CoefficientLayout coefficients ->
          CoefficientMap.prepare(keys.context(instance), coefficients, weights, form, parallel);
      case SlotProgram slots ->
          SlotMap.prepare(
              keys.context(instance), slots, weights, keys.galois(instance), form, parallel);
      default -> throw new AssertionError("no map for " + layout.getClass());
    };
  }
}
