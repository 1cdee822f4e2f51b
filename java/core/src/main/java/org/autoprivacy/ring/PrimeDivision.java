package org.autoprivacy.ring;

import org.autoprivacy.kernel.LimbArithmetic;

/**
 * Division by one prime p of a ring with rounding to the nearest, limb by limb, whatever other
 * limbs there are: {@code ⌊(x + ⌊p/2⌋)/p⌋}. Immutable and thread-safe; no branch depends on a
 * value.
 */
public final class PrimeDivision {

  private final RnsRing ring;
  private final LimbArithmetic divisor;
  private final long half;
  private final LimbArithmetic.Divisor[] divisors;

  /** Division of the limbs before limb {@code index} by its prime. */
  public PrimeDivision(RnsRing ring, int index) {
    this.ring = ring;
    divisor = ring.limb(index);
    long p = divisor.modulus().value();
    half = p >> 1;
    divisors = new LimbArithmetic.Divisor[index];
    for (int i = 0; i < index; i++) {
      divisors[i] = ring.limb(i).divisor(p);
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
   * out = the residues modulo qi, divided.
   *
   * @param out n values from {@code outAt} on; may be those of {@code values}
   * @param values n residues in [0, qi), from {@code at} on
   * @param prepared the residues modulo p after {@link #prepare}
   */
  public void divide(
      int i, long[] out, int outAt, long[] values, int at, long[] prepared, int preparedAt) {
    ring.limb(i).divide(out, outAt, values, at, prepared, preparedAt, divisors[i]);
  }
}
