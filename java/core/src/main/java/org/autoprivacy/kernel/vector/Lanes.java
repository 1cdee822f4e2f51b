package org.autoprivacy.kernel.vector;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Width of the vectors, and the index vectors that move pairs of them in and out of layers. */
final class Lanes {

  /** Forces the vectors' bits (64, 128, 256 or 512), so that a test can run every width. */
  static final String PROPERTY = "autoprivacy.vectorBits";

  static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, VectorShape.forBitSize(chosenBits()));
  static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, VectorShape.forBitSize(chosenBits()));
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(chosenBits()));
  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(chosenBits()));
  static final int COUNT = LONGS.length();
  static final int LOG = Integer.numberOfTrailingZeros(COUNT);

  private Lanes() {}

  static int preferredBits() {
    return LongVector.SPECIES_PREFERRED.vectorBitSize();
  }

  private static int chosenBits() {
    Integer forced = Integer.getInteger(PROPERTY);
    if (forced == null) {
      return preferredBits();
    }
    if (forced < Long.SIZE || forced > 512 || Integer.bitCount(forced) != 1) {
      throw new IllegalArgumentException(
          "%s is 64, 128, 256 or 512, got %d".formatted(PROPERTY, forced));
    }
    return forced;
  }

  /**
   * Lanes of the vector pair (a, b), counted on from a to b, that come first in every block of
   * 2·gap lanes (second = 0) or second (second = 1).
   */
  static LongVector halves(int gap, int second) {
    return indices(i -> i / gap * 2 * gap + i % gap + second * gap);
  }

  /**
   * Lanes of the pair (X, Y) that {@link #halves} made at {@code from}, as halves at {@code to} of
   * the original order wants them; {@code to = COUNT} restores the order.
   */
  static LongVector between(int from, int to, int second) {
    return indices(i -> {
      int original = to == COUNT ? i + second * COUNT : i / to * 2 * to + i % to + second * to;
      int half = original / from % 2;
      return half * COUNT + original / (2 * from) * from + original % from;
    });
  }

  private static LongVector indices(IntUnaryOperator lane) {
    long[] result = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      result[i] = lane.applyAsInt(i);
    }
    return LongVector.fromArray(LONGS, result, 0);
  }

  static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }
}
