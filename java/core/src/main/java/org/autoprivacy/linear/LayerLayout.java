package org.autoprivacy.linear;

import java.util.OptionalInt;
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

  /**
   * A slot of an output ciphertext that the layer leaves zero whatever the input; empty in
   * coefficients, where a failure spoils nothing but its own value.
   */
  default OptionalInt zeroPlace(int ciphertext) {
    return OptionalInt.empty();
  }

  /** Galois elements whose keys the server needs, ascending. */
  default int[] galoisElements() {
    return new int[0];
  }

  /**
   * The layout of a layer.
   *
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree
   */
  static LayerLayout of(LayerShape shape, Packing packing, int polyDegree, ZeroCheck check) {
    return switch (packing) {
      case COEFFICIENTS_CHEETAH -> CoefficientLayout.cheetah(shape, polyDegree);
      case COEFFICIENTS -> CoefficientLayout.dense(shape, polyDegree);
      case SLOTS_DELPHI, SLOTS_SCI, SLOTS -> TiledProgram.of(shape, packing, polyDegree, check);
    };
  }

  /** A place without a value. */
  int NOTHING = -1;
}
