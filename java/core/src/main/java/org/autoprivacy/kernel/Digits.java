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
  private final long positive; // the least multiple of q that is no less than p

  private Digits(LimbArithmetic limb, long prime) {
    this.limb = limb;
    this.prime = prime;
    positive = prime + limb.modulus().negate(limb.modulus().reduce(prime));
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
   * out = the centred x: x where it is at most ⌊p/2⌋, else x - p.
   *
   * @param out the digits' place or apart from it
   * @param digits x in [0, p)
   * @throws IllegalArgumentException if an array is too short or the two overlap
   */
  public void centre(long[] out, int outAt, long[] digits, int digitsAt) {
    requireApart(out, outAt, digits, digitsAt);
    int n = limb.polyDegree();
    limb.elements().liftAbove(out, outAt, digits, digitsAt, prime >> 1, -prime, n);
  }

  /**
   * out = x where it is 0 or its sign is 0, and x - p where its sign is -1; the rest is as in
   * {@link #centre}.
   *
   * @param signs one of 0 and -1 for each digit
   */
  public void sign(long[] out, int outAt, long[] digits, int digitsAt, long[] signs) {
    requireApart(out, outAt, digits, digitsAt);
    requireApart(out, outAt, signs, 0);
    int n = limb.polyDegree();
    limb.elements().liftSigned(out, outAt, digits, digitsAt, signs, 0, -prime, n);
  }

  /**
   * out = the transform of x mod q, as {@link LimbArithmetic#sumsOfPairs} takes it: in [0, 4q) and
   * congruent for a q below 2^44, else in [0, q).
   *
   * @param out the numbers' place or apart from it
   * @param numbers x of less than p in size, negative ones too
   * @throws IllegalArgumentException if an array is too short or the two overlap
   */
  public void forward(long[] out, int outAt, long[] numbers, int at) {
    requireApart(out, outAt, numbers, at);
    LimbShape shape = limb.shape();
    assert shape.areWithin(numbers, at, prime) : "numbers of %d or more in size".formatted(prime);
    long twice = 2 * limb.modulus().value();
    if (prime <= twice) {
      boolean lazy = shape.hasLazyDigits();
      limb.ntt().forwardSigned(out, outAt, numbers, at, twice, lazy, limb.polyDegree());
      return;
    }
    for (int i = 0; i < limb.polyDegree(); i++) {
      long number = numbers[at + i];
      out[outAt + i] = number + ((number >> 63) & positive);
    }
    limb.reduce(out, outAt, out, outAt);
    limb.forward(out, outAt);
  }

  private void requireApart(long[] out, int outAt, long[] numbers, int at) {
    limb.shape().requireLength(out, outAt);
    limb.shape().requireLength(numbers, at);
    limb.shape().requireApart(out, outAt, numbers, at);
  }
}
