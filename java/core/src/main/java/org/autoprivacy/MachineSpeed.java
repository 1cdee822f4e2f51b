package org.autoprivacy;

import java.util.Arrays;
import org.autoprivacy.cost.ThreadClock;

/**
 * How fast the machine is just now: a fixed piece of integer work, timed. Machines switch between
 * speeds; times of different minutes can be compared after division by this.
 */
final class MachineSpeed {

  private static final int REPEATS = 15;
  private static final int STEPS = 400_000;

  private long state = 1;

  /** The median time of the piece of work. */
  double nanos() {
    double[] times = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long start = ThreadClock.nanos();
      work();
      times[i] = ThreadClock.nanos() - start;
    }
    Arrays.sort(times);
    return times[REPEATS / 2];
  }

  /** A chain of products: as long as the processor's clock makes it. */
  private void work() {
    long x = state;
    for (int i = 0; i < STEPS; i++) {
      x = x * 0x5851f42d4c957f2dL + 0x14057b7ef767814fL;
    }
    state = x | 1;
  }
}
