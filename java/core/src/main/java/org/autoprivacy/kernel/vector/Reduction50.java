package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * What transforms of primes from 2^48 to 2^50 on doubles do before each pass, so that three layers
 * have room for their sums (docs/notes/ntt-bounds.md).
 */
final class Reduction50 {

  private Reduction50() {}

  /** Whole doubles below 2^53 to such of at most p/2 + 1 in size. */
  static void reduce(long[] values, int offset, int n, double p) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    for (int j = offset; j < offset + n; j += COUNT) {
      DoubleVector x = LongVector.fromArray(LONGS, values, j).reinterpretAsDoubles();
      DoubleVector c = x.fma(inv, round).sub(round);
      c.fma(minusP, x).reinterpretAsLongs().intoArray(values, j);
    }
  }

  /** Longs in [0, 2p) to the congruent ones within (p - 1)/2 of p. */
  static void centre(long[] values, int offset, int n, double p) {
    LongVector modulus = LongVector.broadcast(LONGS, (long) p);
    LongVector least = LongVector.broadcast(LONGS, (long) p / 2 + 1);
    for (int j = offset; j < offset + n; j += COUNT) {
      LongVector above = LongVector.fromArray(LONGS, values, j).sub(least);
      LongVector x = above.lanewise(UMIN, above.add(modulus));
      x.lanewise(UMIN, x.sub(modulus)).add(least).intoArray(values, j);
    }
  }
}
