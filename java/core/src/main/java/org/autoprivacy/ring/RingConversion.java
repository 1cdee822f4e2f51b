package org.autoprivacy.ring;

import org.autoprivacy.kernel.BaseConversion;

/**
 * Residues of centred polynomials modulo one product of primes to residues modulo another, on the
 * kernels: {@link BaseConversion#centred} from one ring to another. Immutable and thread-safe.
 */
public final class RingConversion {

  private final BaseConversion conversion;

  /** From the first {@code limbs} primes of one ring to the first {@code targets} of another. */
  public RingConversion(RnsRing from, int limbs, RnsRing to, int targets) {
    if (from.polyDegree() != to.polyDegree()) {
      throw new IllegalArgumentException(
          "rings of degree %d and %d".formatted(from.polyDegree(), to.polyDegree()));
    }
    conversion =
        BaseConversion.of(
            from.polyDegree(), from.base().moduli(limbs), to.base().moduli(targets), from.kind());
  }

  /** Number of limbs of scratch memory that {@link #convert} needs. */
  public int scratchLimbs() {
    return conversion.scratchArrays();
  }

  /**
   * Converts n coefficients.
   *
   * @param out {@code long[targets][n]} at its beginning, each in [0, pⱼ) after; not in
   * @param in {@code long[limbs][n]} at its beginning, each in [0, qᵢ)
   * @param scratch {@link #scratchLimbs} arrays of n, overwritten
   */
  public void convert(long[] out, long[] in, long[][] scratch) {
    conversion.centred(out, in, scratch);
  }
}
