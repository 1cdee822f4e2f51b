package org.autoprivacy.kernel.vector;

import org.autoprivacy.kernel.spi.NttTables;

/**
 * The forward NTT of primes below 2^19: {@link Forward50} on floats, two to a long ({@link
 * Floats}), with no reduction before the last layer either (docs/notes/ntt-bounds.md).
 */
final class Forward19 {

  private final int n;
  private final int wholeLayers;
  private final float p;
  private final float[] roots;
  private final Forward19Tail tail;

  Forward19(NttTables tables) {
    n = tables.polyDegree();
    wholeLayers = tables.logDegree() - Lanes.LOG - 1;
    long q = tables.modulus().value();
    p = q;
    roots = new float[n / (2 * Lanes.COUNT)];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Floats.centred(tables.power(i), q);
    }
    tail = new Forward19Tail(tables);
  }

  /** In [0, 4q), maybe elsewhere; out [0, q). */
  void transform(long[] values, int offset, long[] in, int inAt) {
    // Threes, after one or two passes of two layers where the layers are no multiple of three.
    int first = wholeLayers % 3 == 0 ? 3 : 2;
    if (first == 3) {
      Forward19Passes.firstThree(values, offset, in, inAt, n, p, roots);
    } else {
      Forward19Passes.firstTwo(values, offset, in, inAt, n, p, roots);
    }
    int rows = 1 << first;
    int length = n / rows;
    for (int r = 0; r < rows; r++) {
      int row = offset + r * length;
      int blocks = 1;
      int left = wholeLayers - first;
      if (left % 3 == 2) {
        Forward19Passes.nextTwo(values, row, length, blocks, r + rows, p, roots);
        blocks = 4;
        left -= 2;
      }
      for (; left > 0; left -= 3) {
        int node = (r + rows) * blocks;
        Forward19Passes.nextThree(values, row, length, blocks, node, p, roots);
        blocks *= 8;
      }
      tail.run(values, row, length, r);
    }
  }
}
