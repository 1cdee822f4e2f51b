package org.autoprivacy.ring;

import java.util.stream.IntStream;
import org.autoprivacy.kernel.LimbArithmetic;

/**
 * Residues of centred polynomials modulo one product of primes to residues modulo another, as
 * {@link BaseConverter#exact} does it, on the kernels and limb by limb: x = Σ vᵢ·(q/qᵢ) - a·q with
 * vᵢ = xᵢ·(q/qᵢ)^-1 mod qᵢ and a = ⌊Σ vᵢ/qᵢ + 1/2⌋ in double precision (Halevi, Polyakov, Shoup,
 * CT-RSA 2019).
 *
 * <p>The sum is off by at most k·(k + 3)·2^-53, so that the result is the centred x unless x lies
 * within that fraction of q of ±q/2; there it may be x ± q instead. It takes time that depends on
 * sizes alone. Immutable and thread-safe.
 */
public final class RingConversion {

  private final RnsRing from;
  private final int limbs;
  private final RnsRing to;
  private final int targets;
  private final long[] inverses; // (q/qi)^-1 mod qi
  private final double[] reciprocals;
  private final long[][] factors; // by target: q/qi for each i, then -q

  /** From the first {@code limbs} primes of one ring to the first {@code targets} of another. */
  public RingConversion(RnsRing from, int limbs, RnsRing to, int targets) {
    if (from.polyDegree() != to.polyDegree()) {
      throw new IllegalArgumentException(
          "rings of degree %d and %d".formatted(from.polyDegree(), to.polyDegree()));
    }
    this.from = from;
    this.limbs = limbs;
    this.to = to;
    this.targets = targets;
    RnsBase base = RnsBase.of(from.base().values().subList(0, limbs));
    inverses = IntStream.range(0, limbs).mapToLong(base::puncturedInverse).toArray();
    reciprocals =
        IntStream.range(0, limbs).mapToDouble(i -> 1.0 / base.modulus(i).value()).toArray();
    long[] negated = to.base().residues(base.product().negate());
    factors = new long[targets][limbs + 1];
    for (int j = 0; j < targets; j++) {
      for (int i = 0; i < limbs; i++) {
        factors[j][i] = base.puncturedModulo(i, to.base().modulus(j));
      }
      factors[j][limbs] = negated[j];
    }
  }

  /** Number of limbs of scratch memory that {@link #convert} needs. */
  public int scratchLimbs() {
    return limbs + 2;
  }

  /**
   * Converts n coefficients.
   *
   * @param out {@code long[targets][n]} at its beginning, each in [0, pⱼ) after; not in
   * @param in {@code long[limbs][n]} at its beginning, each in [0, qᵢ)
   * @param scratch {@link #scratchLimbs} arrays of n, overwritten
   */
  public void convert(long[] out, long[] in, long[][] scratch) {
    int n = from.polyDegree();
    for (int i = 0; i < limbs; i++) {
      from.limb(i).multiplyScalar(scratch[i], 0, in, i * n, inverses[i]);
    }
    countTurns(scratch);
    long[] term = scratch[limbs + 1];
    for (int j = 0; j < targets; j++) {
      LimbArithmetic limb = to.limb(j);
      int at = j * n;
      // The turns are at most limbs: below any prime.
      limb.multiplyScalar(out, at, scratch[limbs], 0, factors[j][limbs]);
      for (int i = 0; i < limbs; i++) {
        long[] v = scratch[i];
        if (from.base().modulus(i).value() > limb.modulus().value()) {
          limb.reduce(term, 0, v, 0);
          v = term;
        }
        limb.multiplyScalar(term, 0, v, 0, factors[j][i]);
        limb.add(out, at, out, at, term, 0);
      }
    }
  }

  private void countTurns(long[][] scratch) {
    long[] turns = scratch[limbs];
    int n = from.polyDegree();
    for (int x = 0; x < n; x++) {
      double sum = 0.5;
      for (int i = 0; i < limbs; i++) {
        sum += scratch[i][x] * reciprocals[i];
      }
      turns[x] = (long) sum;
    }
  }
}
