package org.autoprivacy.params;

import java.math.BigInteger;
import java.util.List;
import org.autoprivacy.math.Primes;

/**
 * Whole numbers modulo t as their residues modulo coprime factors of t and back: CRT and ICRT,
 * equations 3 to 6 of the paper. Results are centred: in [-⌊t/2⌋, ⌈t/2⌉ - 1]. Immutable.
 *
 * <p>Sums and products of numbers are those of their residues, as long as they stay in that range.
 * One residue that is wrong by d moves the number by a multiple of t/t_i, however small d is.
 */
public final class PlainCrt {

  private final long[] moduli;
  private final long[] inverses;
  private final BigInteger t;
  private final boolean small;

  /**
   * Of the factors of t.
   *
   * @param moduli pairwise coprime, each in [2, 2^60]
   * @throws IllegalArgumentException if they are not
   */
  public PlainCrt(List<Long> moduli) {
    if (moduli.isEmpty()) {
      throw new IllegalArgumentException("at least one plaintext modulus is needed");
    }
    this.moduli = moduli.stream().mapToLong(Long::longValue).toArray();
    inverses = new long[this.moduli.length];
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < inverses.length; i++) {
      long modulus = this.moduli[i];
      if (modulus < 2 || modulus > 1L << 60) {
        throw new IllegalArgumentException(
            "a plaintext modulus is between 2 and 2^60, got " + modulus);
      }
      BigInteger factor = BigInteger.valueOf(modulus);
      if (!product.gcd(factor).equals(BigInteger.ONE)) {
        throw new IllegalArgumentException("plaintext moduli must be coprime: " + moduli);
      }
      // Of the product of those before, so that digits of mixed radix can be found one by one.
      inverses[i] = product.modInverse(factor).longValueExact();
      product = product.multiply(factor);
    }
    t = product;
    small = t.bitLength() < Long.SIZE;
  }

  /** Of a layer's parameters. */
  public static PlainCrt of(LayerParameters parameters) {
    return new PlainCrt(parameters.plainModuli());
  }

  /** t, the product of the factors. */
  public BigInteger modulus() {
    return t;
  }

  /** The residues of a number, each in [0, t_i). */
  public long[] split(long value) {
    long[] residues = new long[moduli.length];
    for (int i = 0; i < residues.length; i++) {
      residues[i] = Math.floorMod(value, moduli[i]);
    }
    return residues;
  }

  /**
   * The number with these residues.
   *
   * @param residues one for each factor, in [0, t_i)
   * @throws IllegalArgumentException if there are more or fewer, or one is out of range
   */
  public BigInteger join(long... residues) {
    check(residues);
    if (small) {
      return BigInteger.valueOf(joinSmall(residues));
    }
    BigInteger value = BigInteger.ZERO;
    BigInteger radix = BigInteger.ONE;
    for (int i = 0; i < moduli.length; i++) {
      BigInteger modulus = BigInteger.valueOf(moduli[i]);
      BigInteger digit =
          BigInteger.valueOf(residues[i])
              .subtract(value)
              .multiply(BigInteger.valueOf(inverses[i]))
              .mod(modulus);
      value = value.add(digit.multiply(radix));
      radix = radix.multiply(modulus);
    }
    return value.shiftLeft(1).compareTo(t) >= 0 ? value.subtract(t) : value;
  }

  /**
   * The same as a long.
   *
   * @throws ArithmeticException if the number does not fit
   */
  public long joinExact(long... residues) {
    if (small) {
      check(residues);
      return joinSmall(residues);
    }
    return join(residues).longValueExact();
  }

  private long joinSmall(long[] residues) {
    long value = 0;
    long radix = 1;
    for (int i = 0; i < moduli.length; i++) {
      long modulus = moduli[i];
      long missing = Math.floorMod(residues[i] - value % modulus, modulus);
      long digit = Primes.mulMod(missing, inverses[i], modulus);
      value += digit * radix;
      radix *= modulus;
    }
    return value >= radix - value ? value - radix : value;
  }

  private void check(long[] residues) {
    if (residues.length != moduli.length) {
      throw new IllegalArgumentException(
          "%d residues for %d plaintext moduli".formatted(residues.length, moduli.length));
    }
    for (int i = 0; i < residues.length; i++) {
      if (residues[i] < 0 || residues[i] >= moduli[i]) {
        throw new IllegalArgumentException(
            "a residue modulo %d is not negative and below it, got %d"
                .formatted(moduli[i], residues[i]));
      }
    }
  }
}
