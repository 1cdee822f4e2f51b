package org.autoprivacy.ring;

import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Division by one prime p of a ring with rounding to the nearest, limb by limb, whatever other
 * limbs there are: {@code ⌊(x + ⌊p/2⌋)/p⌋}. Immutable and thread-safe; no branch depends on a
 * value.
 */
public final class PrimeDivision {

  private final RnsRing ring;
  private final LimbArithmetic divisor;
  private final long half;
  private final long[] halves;
  private final long[] inverses;

  /** Division of the limbs before limb {@code index} by its prime. */
  public PrimeDivision(RnsRing ring, int index) {
    this.ring = ring;
    divisor = ring.limb(index);
    long p = divisor.modulus().value();
    half = p >> 1;
    halves = new long[index];
    inverses = new long[index];
    for (int i = 0; i < index; i++) {
      Modulus q = ring.limb(i).modulus();
      halves[i] = q.reduce(half);
      inverses[i] = q.inverse(q.reduce(p));
    }
  }

  /** Replaces n residues modulo p by {@code x + ⌊p/2⌋} modulo p, which {@link #divide} needs. */
  public void prepare(long[] last, int at) {
    long p = divisor.modulus().value();
    int end = at + divisor.polyDegree();
    for (int x = at; x < end; x++) {
      long moved = last[x] + half - p;
      last[x] = moved + ((moved >> 63) & p);
    }
  }

  /**
   * Divides the residues modulo qi in place.
   *
   * @param values n residues in [0, qi), from {@code at} on
   * @param prepared the residues modulo p after {@link #prepare}
   * @param scratch {@code long[n]}, overwritten
   */
  public void divide(
      int i, long[] values, int at, long[] prepared, int preparedAt, long[] scratch) {
    LimbArithmetic limb = ring.limb(i);
    limb.reduce(scratch, 0, prepared, preparedAt);
    long q = limb.modulus().value();
    long shift = halves[i];
    int n = ring.polyDegree();
    for (int x = 0; x < n; x++) {
      long moved = scratch[x] - shift;
      scratch[x] = moved + ((moved >> 63) & q);
    }
    limb.subtract(values, at, values, at, scratch, 0);
    limb.multiplyScalar(values, at, values, at, inverses[i]);
  }
}
