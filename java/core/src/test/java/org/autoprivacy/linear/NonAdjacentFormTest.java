package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NonAdjacentFormTest {

  /** The fewest signed powers of two that sum to each step, found by breadth. */
  @Test
  void noSumOfSignedPowersIsShorter() {
    int limit = 1 << 9;
    int[] fewest = new int[2 * limit + 1];
    java.util.Arrays.fill(fewest, Integer.MAX_VALUE);
    fewest[limit] = 0;
    for (int length = 0; length < 9; length++) {
      for (int value = -limit; value <= limit; value++) {
        if (fewest[value + limit] == length) {
          for (int power = 1; power <= limit; power *= 2) {
            for (int next : new int[] {value - power, value + power}) {
              if (Math.abs(next) <= limit && fewest[next + limit] > length + 1) {
                fewest[next + limit] = length + 1;
              }
            }
          }
        }
      }
    }
    for (int steps = -300; steps <= 300; steps++) {
      assertEquals(
          fewest[steps + limit],
          NonAdjacentForm.keySwitches(steps, 1 << 20),
          Integer.toString(steps));
    }
  }

  @Test
  void aWholeRowIsFree() {
    assertEquals(1, NonAdjacentForm.keySwitches(31 * 64, 2048));
    assertEquals(2, NonAdjacentForm.keySwitches(31 * 64, 4096));
  }
}
