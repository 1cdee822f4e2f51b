package org.autoprivacy.kernel.vector;

import org.autoprivacy.kernel.spi.NttTables;

/**
 * The forward NTT of primes below 2^50 on signed doubles, three layers a pass. Below 2^48 nothing
 * is reduced before the last layer: |x| stays below 16p through 17 layers. Wider primes are reduced
 * before each pass but the first (docs/notes/ntt-bounds.md).
 *
 * <p>Between passes the array holds the bits of doubles.
 */
final class Forward50 {

  private final int n;
  private final int wholeLayers;
  private final double p;
  private final boolean isTight;
  private final double[] roots;
  private final Forward50Tail tail;

  Forward50(NttTables tables) {
    n = tables.polyDegree();
    wholeLayers = tables.logDegree() - Lanes.LOG;
    long q = tables.modulus().value();
    p = q;
    isTight = tables.modulus().bits() > 48;
    roots = new double[n / Lanes.COUNT];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Doubles.centred(tables.power(i), q);
    }
    tail = new Forward50Tail(tables);
  }

  /**
   * In [0, 4q), or with signs below 2q in size, maybe elsewhere; out [0, 4q) if lazy, else [0, q).
   */
  void transform(long[] values, int offset, long[] in, int inAt, boolean signed, boolean lazy) {
    // Where a double's bits begin that a number is added to, and what it then is too large by.
    long bits = signed ? Doubles.ROUND_BITS : Doubles.ENTRY_BITS;
    double excess = signed ? Doubles.ROUND : 0x1p52 + 2 * p;
    // Threes, after one or two passes of two layers where the layers are no multiple of three.
    int layers = wholeLayers;
    int done;
    if (layers % 3 == 0) {
      Forward50Passes.firstThree(values, offset, in, inAt, bits, excess, n, p, roots);
      done = 3;
    } else {
      Forward50Passes.firstTwo(values, offset, in, inAt, bits, excess, n, p, roots);
      done = 2;
      if (layers % 3 == 1) {
        reduce(values, offset);
        Forward50Passes.nextTwo(values, offset, n, 1 << done, p, roots);
        done = 4;
      }
    }
    for (; done < layers; done += 3) {
      reduce(values, offset);
      Forward50Passes.nextThree(values, offset, n, 1 << done, p, roots);
    }
    reduce(values, offset);
    tail.run(values, offset, lazy);
  }

  private void reduce(long[] values, int offset) {
    if (isTight) {
      Reduction50.reduce(values, offset, n, p);
    }
  }
}
