package org.autoprivacy.linear;

import java.util.stream.IntStream;

/**
 * A permutation of slots: both rows rotated to the left, then swapped or not.
 *
 * @param steps rotation to the left, any sign
 * @param swaps whether the rows are swapped as well
 */
record SlotTurn(int steps, boolean swaps) {

  /** Nothing. */
  static final SlotTurn NONE = new SlotTurn(0, false);

  /** The rows swapped. */
  static final SlotTurn SWAP = new SlotTurn(0, true);

  /** A rotation. */
  static SlotTurn by(int steps) {
    return new SlotTurn(steps, false);
  }

  /** Whether nothing moves. */
  boolean isNone(int polyDegree) {
    return !swaps && Math.floorMod(steps, polyDegree / 2) == 0;
  }

  /** Where the value comes from that lands in a slot. */
  int source(int slot, int polyDegree) {
    int half = polyDegree / 2;
    int row = slot / half ^ (swaps ? 1 : 0);
    return row * half + Math.floorMod(slot % half + steps, half);
  }

  /** The Galois element that does it at once: {@code ±3^steps mod 2n}. */
  int element(int polyDegree) {
    long order = 2L * polyDegree;
    long power = 3;
    long element = 1;
    for (int rest = Math.floorMod(steps, polyDegree / 2); rest > 0; rest >>= 1) {
      element = (rest & 1) == 0 ? element : element * power % order;
      power = power * power % order;
    }
    return (int) (swaps ? order - element : element);
  }

  /**
   * Key switches that it takes with keys for signed powers of two and for the swap alone, as SEAL
   * makes them by default.
   */
  int[] defaultElements(int polyDegree) {
    IntStream digits =
        NonAdjacentForm.digits(steps, polyDegree / 2)
            .map(digit -> SlotTurn.by(digit).element(polyDegree));
    return (swaps ? IntStream.concat(digits, IntStream.of(SWAP.element(polyDegree))) : digits)
        .toArray();
  }
}
