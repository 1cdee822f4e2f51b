package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/** A layer whose values are coefficients: outputs are sums of products of polynomials. */
abstract class CoefficientLayout implements LayerLayout {

  /** The input ciphertexts that an output is a sum over. */
  abstract int[] factors(int output);

  /** Writes the weights that bring a factor to an output into {@code long[n]} of zeros. */
  abstract void weights(QuantizedLayer layer, int output, int factor, long[] polynomial);

  /** Output values whose kernels share one polynomial, and so each other's noise. */
  abstract int kernels();

  /** The layer as Cheetah (ePrint 2022/207) cuts it. */
  static CoefficientLayout cheetah(LayerShape shape, int polyDegree) {
    return shape.kind() == LayerShape.Kind.FULLY_CONNECTED
        ? CoefficientMatrix.of(shape, polyDegree)
        : CoefficientImage.cheetah(shape, polyDegree);
  }

  /** The layer as we cut it, with several kernels in one polynomial. */
  static CoefficientLayout dense(LayerShape shape, int polyDegree) {
    return shape.kind() == LayerShape.Kind.FULLY_CONNECTED
        ? CoefficientMatrix.of(shape, polyDegree)
        : CoefficientImage.dense(shape, polyDegree);
  }

  /** Products and sums, no rotation at all. */
  final LayerWork work(LayerShape shape, int productsPerOutput) {
    long out = outputs();
    return new LayerWork(
        new OperationCounts(
            inputs(), out, out * productsPerOutput, out * (productsPerOutput - 1), 0, 0),
        inputs(),
        out,
        NoisePath.generic((double) shape.terms() * kernels(), polyDegree()),
        0,
        0,
        kernels(),
        largestOutput(),
        shape.outputs(),
        false);
  }

  /** n. */
  abstract int polyDegree();

  /** Most values that one output ciphertext holds. */
  abstract int largestOutput();
}
