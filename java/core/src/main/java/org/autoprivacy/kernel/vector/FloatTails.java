package org.autoprivacy.kernel.vector;

import jdk.incubator.vector.IntVector;

/**
 * {@link Tails} for vectors of floats: index vectors that bring a pair of vectors from the packed
 * order of {@link Floats} into the halves of each layer and back, and the factors in the order of
 * those halves. For 8 and 16 floats a vector.
 */
final class FloatTails {

  private static final int LANES = 2 * Lanes.COUNT;
  private static final int PACKED = 0;

  // With 8 lanes there is no layer of gap 8: its indices are those of gap 4, and are not used.
  private static final int GAP_8 = Math.min(8, Math.max(1, LANES / 2));
  private static final int GAP_4 = Math.min(4, GAP_8);
  private static final int GAP_2 = Math.min(2, GAP_4);

  static final IntVector PACKED_TO_8_FIRST = between(PACKED, GAP_8, 0);
  static final IntVector PACKED_TO_8_SECOND = between(PACKED, GAP_8, 1);
  static final IntVector PACKED_TO_4_FIRST = between(PACKED, GAP_4, 0);
  static final IntVector PACKED_TO_4_SECOND = between(PACKED, GAP_4, 1);
  static final IntVector PACKED_TO_1_FIRST = between(PACKED, 1, 0);
  static final IntVector PACKED_TO_1_SECOND = between(PACKED, 1, 1);
  static final IntVector FROM_8_TO_4_FIRST = between(GAP_8, GAP_4, 0);
  static final IntVector FROM_8_TO_4_SECOND = between(GAP_8, GAP_4, 1);
  static final IntVector FROM_4_TO_2_FIRST = between(GAP_4, GAP_2, 0);
  static final IntVector FROM_4_TO_2_SECOND = between(GAP_4, GAP_2, 1);
  static final IntVector FROM_2_TO_1_FIRST = between(GAP_2, 1, 0);
  static final IntVector FROM_2_TO_1_SECOND = between(GAP_2, 1, 1);
  static final IntVector FROM_1_TO_2_FIRST = between(1, GAP_2, 0);
  static final IntVector FROM_1_TO_2_SECOND = between(1, GAP_2, 1);
  static final IntVector FROM_2_TO_4_FIRST = between(GAP_2, GAP_4, 0);
  static final IntVector FROM_2_TO_4_SECOND = between(GAP_2, GAP_4, 1);
  static final IntVector FROM_4_TO_8_FIRST = between(GAP_4, GAP_8, 0);
  static final IntVector FROM_4_TO_8_SECOND = between(GAP_4, GAP_8, 1);
  static final IntVector FROM_1_TO_PACKED_FIRST = between(1, PACKED, 0);
  static final IntVector FROM_1_TO_PACKED_SECOND = between(1, PACKED, 1);
  static final IntVector FROM_4_TO_PACKED_FIRST = between(GAP_4, PACKED, 0);
  static final IntVector FROM_4_TO_PACKED_SECOND = between(GAP_4, PACKED, 1);
  static final IntVector FROM_8_TO_PACKED_FIRST = between(GAP_8, PACKED, 0);
  static final IntVector FROM_8_TO_PACKED_SECOND = between(GAP_8, PACKED, 1);

  private FloatTails() {}

  /** A factor of the tables as a float. */
  interface Root {
    float at(int index);
  }

  /** The value at a lane of the first (0) or second (1) vector of a pair, in an order. */
  private static int value(int order, int second, int lane) {
    return order == PACKED
        ? second * LANES + lane % 2 * (LANES / 2) + lane / 2
        : lane / order * 2 * order + lane % order + second * order;
  }

  /** Where, counted through a pair in one order, the lanes of a vector of the other come from. */
  private static IntVector between(int from, int to, int second) {
    int[] places = new int[2 * LANES];
    for (int i = 0; i < places.length; i++) {
      places[value(from, i / LANES, i % LANES)] = i;
    }
    int[] result = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      result[lane] = places[value(to, second, lane)];
    }
    return IntVector.fromArray(Lanes.INTS, result, 0);
  }

  /** As {@link Tails#roots}. */
  static float[] roots(int n, boolean forward, Root root) {
    int pairs = n / (2 * LANES);
    float[] result = new float[pairs * (Lanes.LOG + 1) * LANES];
    int at = 0;
    for (int pair = 0; pair < pairs; pair++) {
      for (int layer = 0; layer <= Lanes.LOG; layer++) {
        int gap = forward ? LANES >> (layer + 1) : 1 << layer;
        int blocks = n / (2 * gap);
        for (int lane = 0; lane < LANES; lane++) {
          result[at++] = root.at(blocks + pair * (LANES / gap) + lane / gap);
        }
      }
    }
    return result;
  }
}
