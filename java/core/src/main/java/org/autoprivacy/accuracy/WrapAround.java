package org.autoprivacy.accuracy;

import java.math.BigInteger;
import org.autoprivacy.network.AccumulatorRange;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.params.LayerParameters;

/**
 * What happens to results that the plaintext modulus cannot hold: they come back as their centred
 * residues modulo t. Parameters that are chosen for a layer never wrap; those of others may.
 */
final class WrapAround {

  private final long modulus;

  private WrapAround(long modulus) {
    this.modulus = modulus;
  }

  /**
   * Of parameters that hold a layer's results.
   *
   * @param range every value that the layer can give
   */
  static WrapAround of(AccumulatorRange range, LayerParameters parameters) {
    BigInteger t =
        parameters.plainModuli().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    boolean holds = t.compareTo(BigInteger.valueOf(range.minimumPlainModulus())) >= 0;
    return new WrapAround(holds ? 0 : t.longValueExact());
  }

  /** Whether a result can wrap at all. */
  boolean happens() {
    return modulus != 0;
  }

  /** Replaces the outputs of one image of a block by their centred residues. */
  void apply(LayerOutputs outputs, int image) {
    if (modulus == 0) {
      return;
    }
    for (int v = 0; v < outputs.values(); v++) {
      long residue = Math.floorMod(outputs.get(image, v), modulus);
      outputs.set(image, v, residue >= (modulus + 1) / 2 ? residue - modulus : residue);
    }
  }
}
