package org.autoprivacy.linear;

import java.util.stream.IntStream;

/**
 * The non-adjacent form of a rotation's step: signed powers of two, no two of them neighbours. With
 * SEAL's default Galois keys, which exist for signed powers of two only, each non-zero digit costs
 * one key switch.
 */
final class NonAdjacentForm {

  private NonAdjacentForm() {}

  /**
   * The rotations by signed powers of two that make a row rotation by {@code steps}, without those
   * by the whole length of a row.
   *
   * @param row slots of a row, a power of two, n/2
   */
  static IntStream digits(int steps, int row) {
    IntStream.Builder digits = IntStream.builder();
    int sign = Integer.signum(steps);
    int rest = Math.abs(steps);
    for (int power = 1; rest != 0; power <<= 1, rest >>= 1) {
      if ((rest & 1) != 0) {
        int digit = 2 - (rest & 3);
        if (power != row) {
          digits.add(sign * digit * power);
        }
        rest -= digit;
      }
    }
    return digits.build();
  }

  /** Number of {@link #digits}. */
  static int keySwitches(int steps, int row) {
    return (int) digits(steps, row).count();
  }
}
