package org.autoprivacy.network;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of integer weights and a column of inputs with images in the lanes: every element of the
 * column is a run of {@link #LANES} images. In 32-bit integers they are exact modulo 2^32; in float
 * they are exact as long as no partial sum exceeds 2^24, and twice as fast; in double as long as
 * none exceeds 2^53.
 *
 * <p>The methods are small on purpose: a large one may never be compiled
 * (docs/notes/vector-api.md).
 */
final class ProductKernel {

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int HALF = INTS.length();
  private static final int QUARTER = DOUBLES.length();

  /** Images that are evaluated together: two vectors. */
  static final int LANES = 2 * HALF;

  /** Output channels of one call of the inner product. */
  static final int ROWS = 4;

  private ProductKernel() {}

  /**
   * Four rows at once, in float: {@code out_r = bias_r + Σ_k weights[first + 4k + r]·column[k]}.
   *
   * @param weights four rows interleaved
   * @param first index of the first weight
   * @param terms number of products
   * @param column {@code [terms][LANES]}
   * @param biases from {@code row} on
   * @param out row r is written at {@code to + r·LANES}
   */
  static void fourRows(
      float[] weights,
      int first,
      int terms,
      float[] column,
      float[] biases,
      int row,
      int[] out,
      int to) {
    FloatVector a0 = FloatVector.broadcast(FLOATS, biases[row]);
    FloatVector b0 = a0;
    FloatVector a1 = FloatVector.broadcast(FLOATS, biases[row + 1]);
    FloatVector b1 = a1;
    FloatVector a2 = FloatVector.broadcast(FLOATS, biases[row + 2]);
    FloatVector b2 = a2;
    FloatVector a3 = FloatVector.broadcast(FLOATS, biases[row + 3]);
    FloatVector b3 = a3;
    for (int k = 0; k < terms; k++) {
      FloatVector x = FloatVector.fromArray(FLOATS, column, k * LANES);
      FloatVector y = FloatVector.fromArray(FLOATS, column, k * LANES + HALF);
      int w = first + k * ROWS;
      FloatVector w0 = FloatVector.broadcast(FLOATS, weights[w]);
      a0 = x.fma(w0, a0);
      b0 = y.fma(w0, b0);
      FloatVector w1 = FloatVector.broadcast(FLOATS, weights[w + 1]);
      a1 = x.fma(w1, a1);
      b1 = y.fma(w1, b1);
      FloatVector w2 = FloatVector.broadcast(FLOATS, weights[w + 2]);
      a2 = x.fma(w2, a2);
      b2 = y.fma(w2, b2);
      FloatVector w3 = FloatVector.broadcast(FLOATS, weights[w + 3]);
      a3 = x.fma(w3, a3);
      b3 = y.fma(w3, b3);
    }
    a0.convertShape(VectorOperators.F2I, INTS, 0).reinterpretAsInts().intoArray(out, to);
    b0.convertShape(VectorOperators.F2I, INTS, 0).reinterpretAsInts().intoArray(out, to + HALF);
    a1.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 1 * LANES);
    b1.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 1 * LANES + HALF);
    a2.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 2 * LANES);
    b2.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 2 * LANES + HALF);
    a3.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 3 * LANES);
    b3.convertShape(VectorOperators.F2I, INTS, 0)
        .reinterpretAsInts()
        .intoArray(out, to + 3 * LANES + HALF);
  }

  /** Whole numbers as floats; {@code count} is a multiple of {@link #LANES}. */
  static void toFloat(int[] in, int from, float[] out, int to, int count) {
    for (int i = 0; i < count; i += HALF) {
      IntVector.fromArray(INTS, in, from + i)
          .convertShape(VectorOperators.I2F, FLOATS, 0)
          .reinterpretAsFloats()
          .intoArray(out, to + i);
    }
  }

  /** One row, in double: {@code out = bias + Σ_k weights[first + k]·column[k]}. */
  static void wideRow(
      double[] weights, int first, int terms, double[] column, double bias, double[] out) {
    DoubleVector a = DoubleVector.broadcast(DOUBLES, bias);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int k = 0; k < terms; k++) {
      DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[first + k]);
      int at = k * LANES;
      a = DoubleVector.fromArray(DOUBLES, column, at).fma(w, a);
      b = DoubleVector.fromArray(DOUBLES, column, at + QUARTER).fma(w, b);
      c = DoubleVector.fromArray(DOUBLES, column, at + 2 * QUARTER).fma(w, c);
      d = DoubleVector.fromArray(DOUBLES, column, at + 3 * QUARTER).fma(w, d);
    }
    a.intoArray(out, 0);
    b.intoArray(out, QUARTER);
    c.intoArray(out, 2 * QUARTER);
    d.intoArray(out, 3 * QUARTER);
  }

  /** One row, in integers: {@code out = bias + Σ_k weights[first + k]·column[k]}. */
  static void oneRow(
      int[] weights, int first, int terms, int[] column, int bias, int[] out, int to) {
    IntVector a = IntVector.broadcast(INTS, bias);
    IntVector b = a;
    for (int k = 0; k < terms; k++) {
      int w = weights[first + k];
      a = a.add(IntVector.fromArray(INTS, column, k * LANES).mul(w));
      b = b.add(IntVector.fromArray(INTS, column, k * LANES + HALF).mul(w));
    }
    a.intoArray(out, to);
    b.intoArray(out, to + HALF);
  }

  /**
   * One channel of one pixel of a depthwise layer, in integers: {@code out = bias + Σ_k
   * weights[first + taps[k]]·in[places[k] + at]} over the first {@code count} taps.
   */
  static void depthwise(
      int[] weights,
      int first,
      int[] taps,
      int[] places,
      int count,
      int[] in,
      int at,
      int bias,
      int[] out,
      int to) {
    IntVector a = IntVector.broadcast(INTS, bias);
    IntVector b = a;
    for (int k = 0; k < count; k++) {
      int w = weights[first + taps[k]];
      int from = places[k] + at;
      a = a.add(IntVector.fromArray(INTS, in, from).mul(w));
      b = b.add(IntVector.fromArray(INTS, in, from + HALF).mul(w));
    }
    a.intoArray(out, to);
    b.intoArray(out, to + HALF);
  }
}
