package org.autoprivacy.kernel.spi;

import java.math.BigInteger;
import java.util.List;

/**
 * Constants of ⌊t·x/q⌉ mod t from residues of x modulo q₀ … q₍ₖ₋₁₎: with yᵢ = xᵢ·t·(q/qᵢ)^-1 mod
 * qᵢ, t·x/q is Σ yᵢ/qᵢ plus a whole number that is Σ -yᵢ·qᵢ^-1 modulo t (Halevi, Polyakov, Shoup,
 * CT-RSA 2019). Immutable.
 */
public final class ScalingTables {

  private final List<Modulus> from;
  private final Modulus plain;
  private final long[] scales;
  private final double[] reciprocals;
  private final long[] factors;

  private ScalingTables(List<Modulus> from, Modulus plain) {
    this.from = from;
    this.plain = plain;
    int k = from.size();
    BigInteger t = BigInteger.valueOf(plain.value());
    BigInteger product =
        from.stream()
            .map(m -> BigInteger.valueOf(m.value()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    scales = new long[k];
    reciprocals = new double[k];
    factors = new long[k];
    for (int i = 0; i < k; i++) {
      BigInteger qi = BigInteger.valueOf(from.get(i).value());
      long inverse = from.get(i).inverse(product.divide(qi).mod(qi).longValueExact());
      scales[i] = t.multiply(BigInteger.valueOf(inverse)).mod(qi).longValueExact();
      reciprocals[i] = 1.0 / from.get(i).value();
      factors[i] = plain.negate(plain.inverse(qi.mod(t).longValueExact()));
    }
  }

  /**
   * Tables from a base to t.
   *
   * @throws IllegalArgumentException if there is no modulus or there are more than {@link
   *     ConversionTables#MOST_LIMBS}, two share a factor, or one shares a factor with t
   */
  public static ScalingTables of(List<Modulus> from, Modulus plain) {
    if (from.isEmpty() || from.size() > ConversionTables.MOST_LIMBS) {
      throw new IllegalArgumentException(
          "a base to be scaled has 1 to %d moduli, got %d"
              .formatted(ConversionTables.MOST_LIMBS, from.size()));
    }
    return new ScalingTables(List.copyOf(from), plain);
  }

  /** The qᵢ. */
  public List<Modulus> from() {
    return from;
  }

  /** t. */
  public Modulus plain() {
    return plain;
  }

  /** t·(q/qᵢ)^-1 mod qᵢ. */
  public long scale(int i) {
    return scales[i];
  }

  /** 1/qᵢ in double precision. */
  public double reciprocal(int i) {
    return reciprocals[i];
  }

  /** -qᵢ^-1 mod t. */
  public long factor(int i) {
    return factors[i];
  }

  /** A bound on the error of Σ yᵢ/qᵢ + 1/2 in double precision, and at least k·2^-53. */
  public double doubt() {
    int k = from.size();
    return (k + 4.0) * (k + 1) * 0x1p-53;
  }
}
