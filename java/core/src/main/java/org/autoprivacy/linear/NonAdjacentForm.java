package org.autoprivacy.linear;

/**
 * The non-adjacent form of a rotation's step: signed powers of two, no two of them neighbours. With
 * SEAL's default Galois keys, which exist for signed powers of two only, each non-zero digit costs
 * one key switch.
 */
final class NonAdjacentForm {

  private NonAdjacentForm() {}

  /**
   * Key switches of a row rotation by {@code steps}: the non-zero digits, without those that rotate
   * a row of {@code row} slots by its whole length.
   *
   * @param row a power of two, n/2
   */
  static int keySwitches(long steps, long row) {
    long rest = Math.abs(steps);
    int switches = 0;
    for (long power = 1; rest != 0; power <<= 1, rest >>= 1) {
      if ((rest & 1) != 0) {
        long digit = 2 - (rest & 3);
        if (power != row) {
          switches++;
        }
        rest -= digit;
      }
    }
    return switches;
  }

  /** Key switches of the rotations by {@code block·1} to {@code block·(count-1)}, together. */
  static long keySwitchesUpTo(int count, long block, long row) {
    long switches = 0;
    for (int i = 1; i < count; i++) {
      switches += keySwitches(i * block, row);
    }
    return switches;
  }
}
