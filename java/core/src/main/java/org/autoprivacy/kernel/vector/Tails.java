package org.autoprivacy.kernel.vector;

import java.util.function.IntToDoubleFunction;
import jdk.incubator.vector.LongVector;

/**
 * The last layers of a forward NTT and the first of an inverse one, whose gap is smaller than a
 * vector: index vectors that bring a pair of vectors into the halves of each layer, and the factors
 * in the order of those halves.
 */
final class Tails {

  // From 2 lanes on there is a layer of gap 1, from 4 on one of gap 2, with 8 one of gap 4. Where a
  // layer does not exist its indices are those of gap 1 or of one lane, and are not used.
  private static final int GAP_2 = Math.min(2, Math.max(1, Lanes.COUNT / 2));
  private static final int GAP_4 = Math.min(4, Math.max(1, Lanes.COUNT / 2));

  static final LongVector HALVES_4_FIRST = Lanes.halves(GAP_4, 0);
  static final LongVector HALVES_4_SECOND = Lanes.halves(GAP_4, 1);
  static final LongVector HALVES_2_FIRST = Lanes.halves(GAP_2, 0);
  static final LongVector HALVES_2_SECOND = Lanes.halves(GAP_2, 1);
  static final LongVector HALVES_1_FIRST = Lanes.halves(1, 0);
  static final LongVector HALVES_1_SECOND = Lanes.halves(1, 1);
  static final LongVector FROM_4_TO_2_FIRST = Lanes.between(GAP_4, GAP_2, 0);
  static final LongVector FROM_4_TO_2_SECOND = Lanes.between(GAP_4, GAP_2, 1);
  static final LongVector FROM_2_TO_1_FIRST = Lanes.between(GAP_2, 1, 0);
  static final LongVector FROM_2_TO_1_SECOND = Lanes.between(GAP_2, 1, 1);
  static final LongVector FROM_1_TO_2_FIRST = Lanes.between(1, GAP_2, 0);
  static final LongVector FROM_1_TO_2_SECOND = Lanes.between(1, GAP_2, 1);
  static final LongVector FROM_2_TO_4_FIRST = Lanes.between(GAP_2, GAP_4, 0);
  static final LongVector FROM_2_TO_4_SECOND = Lanes.between(GAP_2, GAP_4, 1);
  static final LongVector ORDER_AFTER_4_FIRST = Lanes.between(GAP_4, Lanes.COUNT, 0);
  static final LongVector ORDER_AFTER_4_SECOND = Lanes.between(GAP_4, Lanes.COUNT, 1);
  static final LongVector ORDER_AFTER_2_FIRST = Lanes.between(GAP_2, Lanes.COUNT, 0);
  static final LongVector ORDER_AFTER_2_SECOND = Lanes.between(GAP_2, Lanes.COUNT, 1);
  static final LongVector ORDER_AFTER_1_FIRST = Lanes.between(1, Lanes.COUNT, 0);
  static final LongVector ORDER_AFTER_1_SECOND = Lanes.between(1, Lanes.COUNT, 1);

  /** The same for one layer at a time, by the base-2 logarithm of its gap. */
  static final LongVector[] HALVES_FIRST = new LongVector[Lanes.LOG];

  static final LongVector[] HALVES_SECOND = new LongVector[Lanes.LOG];
  static final LongVector[] ORDER_FIRST = new LongVector[Lanes.LOG];
  static final LongVector[] ORDER_SECOND = new LongVector[Lanes.LOG];

  static {
    for (int layer = 0; layer < Lanes.LOG; layer++) {
      HALVES_FIRST[layer] = Lanes.halves(1 << layer, 0);
      HALVES_SECOND[layer] = Lanes.halves(1 << layer, 1);
      ORDER_FIRST[layer] = Lanes.between(1 << layer, Lanes.COUNT, 0);
      ORDER_SECOND[layer] = Lanes.between(1 << layer, Lanes.COUNT, 1);
    }
  }

  private Tails() {}

  /**
   * Factors of the layers inside vectors: for each pair of vectors and each layer in the order it
   * is computed, one factor a lane.
   *
   * @param forward whether layers come with falling gaps
   * @param root the factor at an index of the tables
   */
  static double[] roots(int n, boolean forward, IntToDoubleFunction root) {
    int pairs = n / (2 * Lanes.COUNT);
    double[] result = new double[pairs * Lanes.LOG * Lanes.COUNT];
    int at = 0;
    for (int pair = 0; pair < pairs; pair++) {
      for (int layer = 0; layer < Lanes.LOG; layer++) {
        int gap = forward ? Lanes.COUNT >> (layer + 1) : 1 << layer;
        int blocks = n / (2 * gap);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
          result[at++] = root.applyAsDouble(blocks + pair * (Lanes.COUNT / gap) + lane / gap);
        }
      }
    }
    return result;
  }
}
