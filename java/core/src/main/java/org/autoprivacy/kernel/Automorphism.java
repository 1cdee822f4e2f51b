package org.autoprivacy.kernel;

import org.autoprivacy.kernel.spi.ValueOrder;

/**
 * The automorphism a(X) → a(X^g) of Z_q[X]/(X^n+1), for an odd g, on coefficients and on
 * transformed values. Immutable and thread-safe.
 */
public final class Automorphism {

  private final int n;
  private final int galoisElement;

  private final ValueOrder order;

  /** Twice where each coefficient comes from, plus 1 if its sign flips. */
  private final int[] signedSource;

  private Automorphism(int polyDegree, int galoisElement) {
    n = polyDegree;
    this.galoisElement = galoisElement;
    order = new ValueOrder(n, galoisElement);
    int mask = 2 * n - 1;
    signedSource = new int[n];
    for (int i = 0; i < n; i++) {
      int target = (i * galoisElement) & mask;
      signedSource[target & (n - 1)] = 2 * i + (target >= n ? 1 : 0);
    }
  }

  /**
   * The automorphism of Galois element g.
   *
   * @param polyDegree n, a power of two in [2, 2^17]
   * @param galoisElement g, odd, in [1, 2n)
   * @throws IllegalArgumentException if they are not
   */
  public static Automorphism of(int polyDegree, int galoisElement) {
    if (polyDegree < 2 || polyDegree > 1 << 17 || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the poly degree n must be a power of two in [2, 131072], got " + polyDegree);
    }
    if (galoisElement < 1 || galoisElement >= 2 * polyDegree || galoisElement % 2 == 0) {
      throw new IllegalArgumentException(
          "a Galois element is odd and in [1, 2n = %d), got %d"
              .formatted(2 * polyDegree, galoisElement));
    }
    return new Automorphism(polyDegree, galoisElement);
  }

  /** n. */
  public int polyDegree() {
    return n;
  }

  /** Where it moves transformed values. */
  ValueOrder order() {
    return order;
  }

  /** g. */
  public int galoisElement() {
    return galoisElement;
  }

  /**
   * out = a(X^g) on coefficients in natural order.
   *
   * @param modulus q; values in [0, q), in and out
   * @throws IllegalArgumentException if a limb does not fit its array or the two overlap
   */
  public void applyToCoefficients(long[] out, int outAt, long[] a, int aAt, long modulus) {
    requireLimbs(out, outAt, a, aAt);
    int[] from = signedSource;
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + (from[i] >> 1)];
    }
    // Apart from the loop above, this one is compiled to vectors.
    for (int i = 0; i < n; i++) {
      long value = out[outAt + i];
      long flip = -(long) (from[i] & 1);
      long below = value + (flip & (modulus - 2 * value)) - modulus;
      out[outAt + i] = below + ((below >> 63) & modulus);
    }
  }

  /**
   * out = a(X^g) on transformed values in the order of {@link LimbArithmetic#forward}; any values.
   *
   * @throws IllegalArgumentException if a limb does not fit its array or the two overlap
   */
  public void applyToTransformed(long[] out, int outAt, long[] a, int aAt) {
    requireLimbs(out, outAt, a, aAt);
    int[] from = order.source();
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + from[i]];
    }
  }

  private void requireLimbs(long[] out, int outAt, long[] a, int aAt) {
    if (outAt < 0 || outAt > out.length - n || aAt < 0 || aAt > a.length - n) {
      throw new IllegalArgumentException(
          "limbs of n = %d values from %d and %d do not fit arrays of %d and %d"
              .formatted(n, outAt, aAt, out.length, a.length));
    }
    if (out == a && Math.abs(outAt - aAt) < n) {
      throw new IllegalArgumentException(
          "an automorphism cannot work in place: results at %d, operand at %d, n = %d"
              .formatted(outAt, aAt, n));
    }
  }
}
