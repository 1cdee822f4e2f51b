package org.autoprivacy.bfv.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays of one limb that operations work in, used again by the next ones. Thread-safe. */
final class Scratch {

  private static final int MOST_KEPT = 256;

  private final int n;
  private final ArrayDeque<long[]> free = new ArrayDeque<>();

  Scratch(int polyDegree) {
    n = polyDegree;
  }

  private synchronized long @Nullable [] poll() {
    return free.poll();
  }

  private synchronized void keep(long[] limb) {
    if (free.size() < MOST_KEPT) {
      free.push(limb);
    }
  }

  /** Arrays that are given back on close. */
  Loan borrow() {
    return new Loan(false);
  }

  /** Arrays that are wiped and given back on close. */
  Loan borrowForSecrets() {
    return new Loan(true);
  }

  /** What one operation has borrowed; used by one thread. */
  final class Loan implements AutoCloseable {
    private final boolean secret;
    private long[][] lent = new long[8][];
    private int count;

    private Loan(boolean secret) {
      this.secret = secret;
    }

    /** {@code long[n]} with any content. */
    long[] limb() {
      long[] limb = poll();
      if (limb == null) {
        limb = new long[n];
      }
      if (count == lent.length) {
        lent = Arrays.copyOf(lent, 2 * count);
      }
      lent[count++] = limb;
      return limb;
    }

    /** {@code long[number][n]} with any content. */
    long[][] limbs(int number) {
      long[][] limbs = new long[number][];
      Arrays.setAll(limbs, i -> limb());
      return limbs;
    }

    @Override
    public void close() {
      for (int i = 0; i < count; i++) {
        if (secret) {
          Arrays.fill(lent[i], 0);
        }
        keep(lent[i]);
      }
      count = 0;
    }
  }
}
