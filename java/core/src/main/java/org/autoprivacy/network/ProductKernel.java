package org.autoprivacy.network;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix product of integer weights and a column of inputs, exact modulo 2^32, with images in
 * the lanes: every element of the column is a run of {@link #LANES} images.
 *
 * <p>The methods are small on purpose: a large one may never be compiled (docs/notes/kernels.md).
 */
final class ProductKernel {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int HALF = SPECIES.length();

  /** Images that are evaluated together: two vectors. */
  static final int LANES = 2 * HALF;

  /** Output channels of one call of the inner product. */
  static final int ROWS = 4;

  private ProductKernel() {}

  /**
   * Four rows at once: {@code out_r = bias_r + Σ_k weights[first + 4k + r]·column[k]}.
   *
   * @param weights four rows interleaved
   * @param first index of the first weight
   * @param terms number of products
   * @param column {@code [terms][LANES]}
   * @param biases from {@code row} on
   * @param out row r is written at {@code to + r·step}
   */
  static void fourRows(
      int[] weights,
      int first,
      int terms,
      int[] column,
      int[] biases,
      int row,
      int[] out,
      int to,
      int step) {
    IntVector a0 = IntVector.broadcast(SPECIES, biases[row]);
    IntVector b0 = a0;
    IntVector a1 = IntVector.broadcast(SPECIES, biases[row + 1]);
    IntVector b1 = a1;
    IntVector a2 = IntVector.broadcast(SPECIES, biases[row + 2]);
    IntVector b2 = a2;
    IntVector a3 = IntVector.broadcast(SPECIES, biases[row + 3]);
    IntVector b3 = a3;
    for (int k = 0; k < terms; k++) {
      IntVector x = IntVector.fromArray(SPECIES, column, k * LANES);
      IntVector y = IntVector.fromArray(SPECIES, column, k * LANES + HALF);
      int w = first + k * ROWS;
      IntVector w0 = IntVector.broadcast(SPECIES, weights[w]);
      a0 = a0.add(x.mul(w0));
      b0 = b0.add(y.mul(w0));
      IntVector w1 = IntVector.broadcast(SPECIES, weights[w + 1]);
      a1 = a1.add(x.mul(w1));
      b1 = b1.add(y.mul(w1));
      IntVector w2 = IntVector.broadcast(SPECIES, weights[w + 2]);
      a2 = a2.add(x.mul(w2));
      b2 = b2.add(y.mul(w2));
      IntVector w3 = IntVector.broadcast(SPECIES, weights[w + 3]);
      a3 = a3.add(x.mul(w3));
      b3 = b3.add(y.mul(w3));
    }
    a0.intoArray(out, to);
    b0.intoArray(out, to + HALF);
    a1.intoArray(out, to + step);
    b1.intoArray(out, to + step + HALF);
    a2.intoArray(out, to + 2 * step);
    b2.intoArray(out, to + 2 * step + HALF);
    a3.intoArray(out, to + 3 * step);
    b3.intoArray(out, to + 3 * step + HALF);
  }

  /** One row: {@code out = bias + Σ_k weights[first + k]·column[k]}. */
  static void oneRow(
      int[] weights, int first, int terms, int[] column, int bias, int[] out, int to) {
    IntVector a = IntVector.broadcast(SPECIES, bias);
    IntVector b = a;
    for (int k = 0; k < terms; k++) {
      int w = weights[first + k];
      a = a.add(IntVector.fromArray(SPECIES, column, k * LANES).mul(w));
      b = b.add(IntVector.fromArray(SPECIES, column, k * LANES + HALF).mul(w));
    }
    a.intoArray(out, to);
    b.intoArray(out, to + HALF);
  }
}
