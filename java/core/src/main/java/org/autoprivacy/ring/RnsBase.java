package org.autoprivacy.ring;

import java.math.BigInteger;
import java.util.List;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Pairwise coprime moduli q₀ … q₍ₖ₋₁₎ and their product q: numbers in [0, q) as residues.
 * Immutable.
 */
public final class RnsBase {

  private final List<Modulus> moduli;
  private final BigInteger product;
  private final long[] puncturedInverses;

  private RnsBase(List<Modulus> moduli) {
    this.moduli = moduli;
    product =
        moduli.stream()
            .map(m -> BigInteger.valueOf(m.value()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    puncturedInverses = new long[moduli.size()];
    for (int i = 0; i < puncturedInverses.length; i++) {
      puncturedInverses[i] = moduli.get(i).inverse(puncturedModulo(i, moduli.get(i)));
    }
  }

  /**
   * The base of these moduli.
   *
   * @throws IllegalArgumentException if there is none, one is out of range, or two share a factor
   */
  public static RnsBase of(List<Long> moduli) {
    if (moduli.isEmpty()) {
      throw new IllegalArgumentException("a base needs at least one modulus");
    }
    for (int i = 0; i < moduli.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!BigInteger.valueOf(moduli.get(i))
            .gcd(BigInteger.valueOf(moduli.get(j)))
            .equals(BigInteger.ONE)) {
          throw new IllegalArgumentException(
              "the moduli %d and %d of a base share a factor"
                  .formatted(moduli.get(j), moduli.get(i)));
        }
      }
    }
    return new RnsBase(moduli.stream().map(Modulus::of).toList());
  }

  /** k. */
  public int size() {
    return moduli.size();
  }

  /** qᵢ. */
  public Modulus modulus(int i) {
    return moduli.get(i);
  }

  /** The first {@code count} of the qᵢ. */
  public List<Modulus> moduli(int count) {
    return moduli.subList(0, count);
  }

  /** All qᵢ in order. */
  public List<Long> values() {
    return moduli.stream().map(Modulus::value).toList();
  }

  /** q. */
  public BigInteger product() {
    return product;
  }

  /** (q/qᵢ)^-1 mod qᵢ. */
  public long puncturedInverse(int i) {
    return puncturedInverses[i];
  }

  /** q/qᵢ mod m. */
  public long puncturedModulo(int i, Modulus m) {
    return product
        .divide(BigInteger.valueOf(moduli.get(i).value()))
        .mod(BigInteger.valueOf(m.value()))
        .longValueExact();
  }

  /** The residues of {@code value}, which may be negative or above q. */
  public long[] residues(BigInteger value) {
    return moduli.stream()
        .mapToLong(m -> value.mod(BigInteger.valueOf(m.value())).longValueExact())
        .toArray();
  }

  /**
   * The number in [0, q) whose residues stand at {@code from + i·stride}; slow.
   *
   * @param residues the i-th in [0, qᵢ)
   */
  public BigInteger value(long[] residues, int from, int stride) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < size(); i++) {
      Modulus qi = moduli.get(i);
      long factor = qi.multiply(residues[from + i * stride], puncturedInverses[i]);
      BigInteger punctured = product.divide(BigInteger.valueOf(qi.value()));
      sum = sum.add(punctured.multiply(BigInteger.valueOf(factor)));
    }
    return sum.mod(product);
  }

  void requirePolynomial(long[] values, int n) {
    if (n < 1 || values.length != n * size()) {
      throw new IllegalArgumentException(
          "%d limbs of n = %d values are %d in all, got %d"
              .formatted(size(), n, (long) n * size(), values.length));
    }
  }
}
