package org.autoprivacy.ring;

import java.math.BigInteger;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Residues modulo one base to residues modulo another: x = Σ vᵢ·(q/qᵢ) - a·q with vᵢ = xᵢ·(q/qᵢ)^-1
 * mod qᵢ. The approximate conversion leaves the a out (Bajard, Eynard, Hasan, Zucca, SAC 2016); the
 * exact one finds it as the rounded Σ vᵢ/qᵢ (Halevi, Polyakov, Shoup, CT-RSA 2019). Immutable.
 */
public final class BaseConverter {

  /** Terms whose products fit 128 bits with room: below 2^122 each. */
  private static final int MOST_LIMBS = 60;

  private final RnsBase from;
  private final RnsBase to;

  /** q/qᵢ mod pⱼ, by j and i. */
  private final long[][] punctured;

  /** q mod pⱼ. */
  private final long[] product;

  /** A bound on the error of Σ vᵢ/qᵢ in double precision. */
  private final double doubt;

  private BaseConverter(RnsBase from, RnsBase to) {
    this.from = from;
    this.to = to;
    punctured = new long[to.size()][from.size()];
    product = to.residues(from.product());
    for (int j = 0; j < to.size(); j++) {
      for (int i = 0; i < from.size(); i++) {
        punctured[j][i] = from.puncturedModulo(i, to.modulus(j));
      }
    }
    // A term below 1 is off by at most 3 roundings, a sum below k by one each: 2^-53·(3k + k·k).
    doubt = (3 + from.size()) * from.size() * 0x1p-53;
  }

  /**
   * The converter between two bases, which may share moduli.
   *
   * @throws IllegalArgumentException if the first has more than 60 moduli
   */
  public static BaseConverter of(RnsBase from, RnsBase to) {
    if (from.size() > MOST_LIMBS) {
      throw new IllegalArgumentException(
          "bases of at most %d moduli are converted, got %d".formatted(MOST_LIMBS, from.size()));
    }
    return new BaseConverter(from, to);
  }

  /**
   * out = x + a·q for a whole a in [0, k), the same for all limbs of a coefficient.
   *
   * @param out {@code long[m][n]} in one array, each in [0, pⱼ); not in
   * @param in {@code long[k][n]} in one array, each in [0, qᵢ)
   */
  public void approximate(long[] out, long[] in, int n) {
    convert(out, in, n, false);
  }

  /**
   * out = x for the x in [-q/2, q/2) with these residues, exact for every x. Where Σ vᵢ/qᵢ is too
   * near to a half to round it in double precision, big integers decide: that branch, which a
   * random x takes with probability below 2^-40, depends on x.
   *
   * @param out as {@link #approximate}
   * @param in as {@link #approximate}
   */
  public void exact(long[] out, long[] in, int n) {
    convert(out, in, n, true);
  }

  private void convert(long[] out, long[] in, int n, boolean exact) {
    from.requirePolynomial(in, n);
    to.requirePolynomial(out, n);
    int k = from.size();
    long[] factors = new long[k];
    for (int c = 0; c < n; c++) {
      double quotient = 0;
      for (int i = 0; i < k; i++) {
        Modulus qi = from.modulus(i);
        factors[i] = qi.multiply(in[i * n + c], from.puncturedInverse(i));
        quotient += factors[i] / (double) qi.value();
      }
      long excess = exact ? rounded(quotient, in, c, n) : 0;
      for (int j = 0; j < to.size(); j++) {
        Modulus pj = to.modulus(j);
        long sum = sumOfProducts(factors, punctured[j], pj);
        out[j * n + c] = pj.subtract(sum, pj.multiply(pj.reduce(excess), product[j]));
      }
    }
  }

  /** The a with x = Σ vᵢ·(q/qᵢ) - a·q in [-q/2, q/2), from Σ vᵢ/qᵢ = a + x/q. */
  private long rounded(double quotient, long[] in, int at, int n) {
    double shifted = quotient + 0.5;
    long floor = (long) shifted;
    double fraction = shifted - floor;
    if (fraction > doubt && fraction < 1 - doubt) {
      return floor;
    }
    BigInteger twice = from.value(in, at, n).shiftLeft(1);
    boolean negative = twice.compareTo(from.product()) >= 0;
    // The sum is whole + x/q with x in [0, q): near a half, whole is the floor of the quotient.
    long whole = (long) quotient;
    return negative ? whole + 1 : whole;
  }

  private static long sumOfProducts(long[] a, long[] b, Modulus modulus) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < a.length; i++) {
      long product = a[i] * b[i];
      low += product;
      high +=
          Math.unsignedMultiplyHigh(a[i], b[i]) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }
    return modulus.reduceWide(high, low);
  }
}
