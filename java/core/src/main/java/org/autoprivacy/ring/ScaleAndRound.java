package org.autoprivacy.ring;

import java.math.BigInteger;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * ⌊t·x/q⌉ mod t, exact, from the residues of x modulo an odd q: with vᵢ = xᵢ·(q/qᵢ)^-1 mod qᵢ,
 * t·x/q is Σ t·vᵢ/qᵢ modulo t, whose whole parts are exact and whose fractions are added in double
 * precision (Halevi, Polyakov, Shoup, CT-RSA 2019). Halves are rounded up. Immutable.
 */
public final class ScaleAndRound {

  private final RnsBase base;
  private final Modulus t;

  /** t mod qᵢ, and qᵢ^-1 mod 2^64. */
  private final long[] scale;

  private final long[] wordInverse;
  private final double doubt;

  private ScaleAndRound(RnsBase base, Modulus t) {
    this.base = base;
    this.t = t;
    int k = base.size();
    scale = new long[k];
    wordInverse = new long[k];
    for (int i = 0; i < k; i++) {
      long qi = base.modulus(i).value();
      scale[i] = t.value() % qi;
      long inverse = qi;
      for (int bits = 3; bits < 64; bits *= 2) {
        inverse *= 2 - qi * inverse;
      }
      wordInverse[i] = inverse;
    }
    doubt = (3 + k) * k * 0x1p-53;
  }

  /**
   * Scaling from q to t.
   *
   * @throws IllegalArgumentException if a modulus of the base is even, or t is not in [2, 2^61)
   */
  public static ScaleAndRound of(RnsBase base, long t) {
    for (long q : base.values()) {
      if (q % 2 == 0) {
        throw new IllegalArgumentException("the moduli must be odd, got " + q);
      }
    }
    return new ScaleAndRound(base, Modulus.of(t));
  }

  /**
   * Scales n numbers. A sum of fractions too near to a half is decided with big integers; where x
   * is a decryption's phase with noise below its bound, that does not happen.
   *
   * @param out {@code long[n]}, in [0, t)
   * @param in {@code long[k][n]} in one array, each in [0, qᵢ)
   */
  public void apply(long[] out, long[] in, int n) {
    base.requirePolynomial(in, n);
    if (out.length != n) {
      throw new IllegalArgumentException(
          "scaling %d numbers gives as many, the result has room for %d".formatted(n, out.length));
    }
    for (int c = 0; c < n; c++) {
      long whole = 0;
      double fraction = 0;
      for (int i = 0; i < base.size(); i++) {
        Modulus qi = base.modulus(i);
        long v = qi.multiply(in[i * n + c], base.puncturedInverse(i));
        long remainder = qi.multiply(v, scale[i]);
        // v·t - remainder is a multiple of qᵢ, and the quotient is below t.
        whole = t.add(whole, (v * t.value() - remainder) * wordInverse[i]);
        fraction += remainder / (double) qi.value();
      }
      double shifted = fraction + 0.5;
      long carry = (long) shifted;
      double distance = shifted - carry;
      out[c] =
          distance > doubt && distance < 1 - doubt
              ? t.add(whole, t.reduce(carry))
              : decided(in, c, n);
    }
  }

  private long decided(long[] in, int at, int n) {
    BigInteger q = base.product();
    BigInteger twice = base.value(in, at, n).multiply(BigInteger.valueOf(2 * t.value()));
    return twice.add(q).divide(q.shiftLeft(1)).mod(BigInteger.valueOf(t.value())).longValueExact();
  }
}
