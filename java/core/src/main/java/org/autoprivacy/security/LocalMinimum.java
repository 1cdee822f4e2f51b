package org.autoprivacy.security;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/**
 * A descent over whole numbers that halves the interval on the side where the function falls.
 *
 * <p>It starts at the top of the interval, jumps to the middle of what is left, and looks at one
 * neighbour after each improvement to learn the next direction. On functions that fall and then
 * rise it finds the minimum in about twice the logarithm of the interval; on a step function it may
 * stop at a step. The lattice-estimator searches in this order (class {@code local_minimum}), and
 * its published figures carry the traces of it, so this order is part of what is reproduced.
 */
final class LocalMinimum {

  private static final int NEIGHBOUR = 1;
  private static final int JUMP = 2;

  private final IntToDoubleFunction function;
  private final int least;
  private final int largest;
  private int argument;
  private double value = Double.POSITIVE_INFINITY;

  private LocalMinimum(int least, int largest, IntToDoubleFunction function) {
    this.least = least;
    this.largest = largest;
    this.function = function;
  }

  /**
   * Searches [least, largest]; of equal values the later one counts.
   *
   * @throws IllegalArgumentException if the interval is empty
   */
  static LocalMinimum of(int least, int largest, IntToDoubleFunction function) {
    if (least > largest) {
      throw new IllegalArgumentException("no numbers in [" + least + ", " + largest + "]");
    }
    LocalMinimum search = new LocalMinimum(least, largest, function);
    search.run();
    return search;
  }

  private void run() {
    BitSet seen = new BitSet(largest - least + 1);
    int low = least;
    int high = largest;
    int reach = NEIGHBOUR;
    boolean down = true;
    int x = largest;
    boolean done = false;
    while (!done && x >= least && x <= largest && !seen.get(x - least)) {
      seen.set(x - least);
      double y = function.applyAsDouble(x);
      boolean better = y <= value;
      if (better) {
        argument = x;
        value = y;
      }
      int last = x;
      if (reach == JUMP && better) {
        reach = NEIGHBOUR;
        down = true;
        x = last - 1;
      } else if (reach == JUMP || better) {
        // A neighbour that is better bounds the interval on the side we come from, a jump that is
        // not better on the side it went to.
        if (down == better) {
          high = last;
        } else {
          low = last;
        }
        reach = JUMP;
        x = down ? Math.ceilDiv(low + high, 2) : Math.floorDiv(low + high, 2);
      } else if (down) {
        down = false;
        x = last + 2;
      } else {
        done = true;
      }
      done |= x == last;
    }
  }

  /** Where the least value was found. */
  int argument() {
    return argument;
  }

  /** The least value found. */
  double value() {
    return value;
  }
}
