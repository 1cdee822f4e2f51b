package org.autoprivacy.kernel;

/**
 * The residues modulo one prime p, digits of a larger number, as numbers modulo another prime q and
 * there transformed: what a key switch multiplies by its key.
 *
 * <p>A digit x in [0, p) stands for x, for the centred x (x - p above p/2), or for x or x - p by a
 * table of signs. Takes time that depends on sizes alone. Immutable and thread-safe; allocates
 * nothing.
 */
public final class Digits {

  private final LimbArithmetic limb;
  private final long prime;
  private final long lift; // what is congruent to -p modulo q, in [0, q)

  private Digits(LimbArithmetic limb, long prime) {
    this.limb = limb;
    this.prime = prime;
    lift = limb.modulus().negate(limb.modulus().reduce(prime));
  }

  /**
   * Digits modulo p on the kernels of a limb modulo q.
   *
   * @param prime p, in [2, 2^61)
   * @throws IllegalArgumentException if it is not
   */
  public static Digits of(LimbArithmetic limb, long prime) {
    if (prime < 2 || prime >= 1L << 61) {
      throw new IllegalArgumentException("digits have a modulus in [2, 2^61), got " + prime);
    }
    return new Digits(limb, prime);
  }

  /** p. */
  public long prime() {
    return prime;
  }

  /**
   * out = the transform of x mod q.
   *
   * @param out in [0, q); the digits' place or apart from it
   * @param digits x in [0, p)
   * @throws IllegalArgumentException if an array is too short or the two overlap
   */
  public void forward(long[] out, int outAt, long[] digits, int digitsAt) {
    if (isNarrow(prime)) {
      limb.forward(out, outAt, digits, digitsAt);
    } else {
      limb.reduce(out, outAt, digits, digitsAt);
      limb.forward(out, outAt);
    }
  }

  /** The same of the centred x: x where it is at most ⌊p/2⌋, else x - p. */
  public void forwardCentred(long[] out, int outAt, long[] digits, int digitsAt) {
    limb.liftAbove(out, outAt, digits, digitsAt, prime >> 1, lift);
    transform(out, outAt);
  }

  /**
   * The same of x where it is 0 or its sign is 0, and of x - p where its sign is -1.
   *
   * @param signs one of 0 and -1 for each digit
   */
  public void forwardSigned(long[] out, int outAt, long[] digits, int digitsAt, long[] signs) {
    limb.liftSigned(out, outAt, digits, digitsAt, signs, lift);
    transform(out, outAt);
  }

  private void transform(long[] out, int outAt) {
    if (!isNarrow(prime + lift)) {
      limb.reduce(out, outAt, out, outAt);
    }
    limb.forward(out, outAt);
  }

  /** Whether numbers below the bound may enter a transform as they are. */
  private boolean isNarrow(long bound) {
    return bound <= 4 * limb.modulus().value();
  }
}
