package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/** A layer in coefficients as Cheetah does it: products and sums, no rotation at all. */
final class CoefficientWork {

  private CoefficientWork() {}

  static LayerWork of(LayerShape shape, int polyDegree) {
    CoefficientLayout layout = CoefficientLayout.of(shape, polyDegree);
    long out = layout.ciphertextsOut();
    return new LayerWork(
        new OperationCounts(
            layout.ciphertextsIn(),
            out,
            out * layout.productsPerOutput(),
            out * (layout.productsPerOutput() - 1),
            0,
            0),
        layout.ciphertextsIn(),
        out,
        new NoisePath(layout.termsPerCoefficient(), 0, 0),
        (int) Math.min(polyDegree, Math.ceilDiv(shape.outputs(), out)),
        shape.outputs(),
        false);
  }
}
