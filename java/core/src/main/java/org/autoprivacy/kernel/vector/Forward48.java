package org.autoprivacy.kernel.vector;

import org.autoprivacy.kernel.spi.NttTables;

/**
 * The forward NTT of primes below 2^48 on signed doubles, three layers a pass, with no reduction
 * before the last: |x| stays below 16p through 17 layers (docs/notes/ntt-bounds.md).
 *
 * <p>Between passes the array holds the bits of doubles.
 */
final class Forward48 {

  private final int n;
  private final int wholeLayers;
  private final double p;
  private final double[] roots;
  private final double[] minusRoots;
  private final Forward48Tail tail;

  Forward48(NttTables tables) {
    n = tables.polyDegree();
    wholeLayers = tables.logDegree() - Lanes.LOG;
    long q = tables.modulus().value();
    p = q;
    roots = new double[n / Lanes.COUNT];
    minusRoots = new double[n / Lanes.COUNT];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Doubles.centred(tables.power(i), q);
      minusRoots[i] = -roots[i];
    }
    tail = new Forward48Tail(tables);
  }

  /** In [0, 4q), maybe elsewhere; out [0, 2q) if lazy, else [0, q). */
  void transform(long[] values, int offset, long[] in, int inAt, boolean lazy) {
    // Threes, after one or two passes of two layers where the layers are no multiple of three.
    int layers = wholeLayers;
    int done;
    if (layers % 3 == 0) {
      Forward48Passes.firstThree(values, offset, in, inAt, n, p, roots, minusRoots);
      done = 3;
    } else {
      Forward48Passes.firstTwo(values, offset, in, inAt, n, p, roots, minusRoots);
      done = 2;
      if (layers % 3 == 1) {
        Forward48Passes.nextTwo(values, offset, n, 1 << done, p, roots, minusRoots);
        done = 4;
      }
    }
    for (; done < layers; done += 3) {
      Forward48Passes.nextThree(values, offset, n, 1 << done, p, roots, minusRoots);
    }
    tail.run(values, offset, lazy);
  }
}
