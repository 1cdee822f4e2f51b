package org.autoprivacy.kernel.spi;

import java.math.BigInteger;
import java.util.List;

/**
 * Constants that bring residues modulo q₀ … q₍ₖ₋₁₎, with product q, to residues modulo p₀ … : x = Σ
 * vᵢ·(q/qᵢ) - a·q with vᵢ = xᵢ·(q/qᵢ)^-1 mod qᵢ. Immutable.
 */
public final class ConversionTables {

  /** Terms of a sum of products below 2^122 that fits 128 bits, less the one of the turns. */
  public static final int MOST_LIMBS = 60;

  private final List<Modulus> from;
  private final List<Modulus> to;
  private final long[] inverses;
  private final double[] reciprocals;
  private final long[][] factors;

  private ConversionTables(List<Modulus> from, List<Modulus> to) {
    this.from = from;
    this.to = to;
    int k = from.size();
    BigInteger product =
        from.stream().map(ConversionTables::big).reduce(BigInteger.ONE, BigInteger::multiply);
    inverses = new long[k];
    reciprocals = new double[k];
    factors = new long[to.size()][k + 1];
    for (int i = 0; i < k; i++) {
      BigInteger qi = big(from.get(i));
      BigInteger punctured = product.divide(qi);
      inverses[i] = from.get(i).inverse(punctured.mod(qi).longValueExact());
      reciprocals[i] = 1.0 / from.get(i).value();
      for (int j = 0; j < factors.length; j++) {
        factors[j][i] = punctured.mod(big(to.get(j))).longValueExact();
      }
    }
    for (int j = 0; j < factors.length; j++) {
      factors[j][k] = product.negate().mod(big(to.get(j))).longValueExact();
    }
  }

  private static BigInteger big(Modulus modulus) {
    return BigInteger.valueOf(modulus.value());
  }

  /**
   * Tables from one base to another.
   *
   * @throws IllegalArgumentException if a base is empty, the first has more than {@link
   *     #MOST_LIMBS} moduli, or two of the first share a factor
   */
  public static ConversionTables of(List<Modulus> from, List<Modulus> to) {
    if (from.isEmpty() || to.isEmpty() || from.size() > MOST_LIMBS) {
      throw new IllegalArgumentException(
          "bases of 1 to %d moduli are converted to others, got %d and %d"
              .formatted(MOST_LIMBS, from.size(), to.size()));
    }
    return new ConversionTables(List.copyOf(from), List.copyOf(to));
  }

  /** The qᵢ. */
  public List<Modulus> from() {
    return from;
  }

  /** The pⱼ. */
  public List<Modulus> to() {
    return to;
  }

  /** (q/qᵢ)^-1 mod qᵢ. */
  public long inverse(int i) {
    return inverses[i];
  }

  /** 1/qᵢ in double precision. */
  public double reciprocal(int i) {
    return reciprocals[i];
  }

  /** q/qᵢ mod pⱼ for i in [0, k), and -q mod pⱼ for i = k. */
  public long factor(int j, int i) {
    return factors[j][i];
  }
}
