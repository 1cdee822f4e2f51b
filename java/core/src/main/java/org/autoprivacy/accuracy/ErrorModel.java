package org.autoprivacy.accuracy;

import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.search.LayerCandidate;

/**
 * What decryption errors do to one layer: independent units, each of which fails with the same
 * rate, and what a failed unit does to the outputs of one image. Implementations are thread-safe.
 */
interface ErrorModel {

  /** Units of one inference that can fail. */
  int units();

  /** Probability that a unit fails, in [0, 1). */
  double unitRate();

  /**
   * Changes the outputs that a failed unit holds.
   *
   * @param unit in [0, units)
   * @param tail uniform in [0, unitRate): how far in the tail the failure is, 0 the farthest
   * @param bits 64 uniform bits of this failure
   * @param image index within the block of outputs
   */
  void fail(int unit, double tail, long bits, LayerOutputs outputs, int image);

  /**
   * The model of a layer at the geometry of its parameters.
   *
   * @param half which of the recorded errors are met; models without records do not care
   * @throws IllegalArgumentException if the rate counts what the model does not know, or t has more
   *     than 62 bits
   */
  static ErrorModel of(
      ErrorModelKind kind, LayerShape shape, LayerCandidate candidate, ErrorHalf half) {
    return switch (kind) {
      case SLOTS -> new SlotErrors(shape, candidate);
      case COEFFICIENTS -> new CoefficientErrors(shape, candidate);
      case PAPER -> new PaperErrors(shape, candidate, half);
    };
  }
}
