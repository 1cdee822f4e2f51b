package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/**
 * Where a layer's values lie in the ciphertexts that travel; the client and the server both know it
 * from the shape, the packing and n alone. A place is a coefficient, or a slot.
 */
interface LayerLayout {

  /** What one evaluation does. */
  LayerWork work();

  /** Ciphertexts of the input. */
  int inputs();

  /**
   * The input value at each place of an input ciphertext, {@code int[n]}; {@link #NOTHING} where
   * there is a zero.
   */
  int[] inputPlaces(int ciphertext);

  /** Ciphertexts of the output. */
  int outputs();

  /** Where the values of an output ciphertext are. */
  OutputPlaces outputPlaces(int ciphertext);

  /** Galois elements whose keys the server needs, ascending. */
  default int[] galoisElements() {
    return new int[0];
  }

  /**
   * The layout of a layer.
   *
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree
   */
  static LayerLayout of(LayerShape shape, Packing packing, int polyDegree) {
    return switch (packing) {
      case COEFFICIENTS_CHEETAH -> CoefficientLayout.cheetah(shape, polyDegree);
      case COEFFICIENTS -> CoefficientLayout.dense(shape, polyDegree);
      case SLOTS_DELPHI, SLOTS_SCI, SLOTS -> slots(shape, packing, polyDegree);
    };
  }

  private static SlotProgram slots(LayerShape shape, Packing packing, int polyDegree) {
    if (shape.kind() == LayerShape.Kind.FULLY_CONNECTED) {
      return packing == Packing.SLOTS
          ? SlotMatrix.babyGiant(shape, polyDegree)
          : SlotMatrix.hybrid(shape, polyDegree);
    }
    return switch (packing) {
      case SLOTS_DELPHI -> SlotConvolution.delphi(shape, polyDegree);
      case SLOTS_SCI -> SlotConvolution.sci(shape, polyDegree);
      default -> SlotConvolution.babyGiant(shape, polyDegree);
    };
  }

  /** A place without a value. */
  int NOTHING = -1;
}
