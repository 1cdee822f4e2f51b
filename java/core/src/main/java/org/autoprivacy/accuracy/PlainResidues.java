package org.autoprivacy.accuracy;

import java.math.BigInteger;
import java.util.List;
import org.autoprivacy.math.Primes;

/**
 * Arithmetic of plaintexts modulo t, the product of coprime factors: how an error modulo one factor
 * moves the value that the Chinese remainder theorem puts together. Immutable.
 */
final class PlainResidues {

  private static final int MOST_BITS = 62;

  private final long[] factors;
  private final long[] cofactors;
  private final long[] inverses;
  private final long t;

  PlainResidues(List<Long> plainModuli) {
    BigInteger product =
        plainModuli.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    if (product.bitLength() > MOST_BITS) {
      throw new IllegalArgumentException(
          "error models take t of at most " + MOST_BITS + " bits, got " + product.bitLength());
    }
    t = product.longValueExact();
    factors = plainModuli.stream().mapToLong(Long::longValue).toArray();
    cofactors = new long[factors.length];
    inverses = new long[factors.length];
    for (int j = 0; j < factors.length; j++) {
      cofactors[j] = t / factors[j];
      inverses[j] =
          BigInteger.valueOf(cofactors[j])
              .modInverse(BigInteger.valueOf(factors[j]))
              .longValueExact();
    }
  }

  /** Number of factors. */
  int count() {
    return factors.length;
  }

  /** Factor {@code j}. */
  long factor(int j) {
    return factors[j];
  }

  /**
   * The value whose residue modulo factor {@code j} is {@code error} larger and whose others stay.
   *
   * @param value centred or not
   * @param error any number
   * @return centred modulo t
   */
  long shifted(long value, int j, long error) {
    long residue = Math.floorMod(error, factors[j]);
    long digit = Primes.mulMod(residue, inverses[j], factors[j]);
    return centred(value + cofactors[j] * digit);
  }

  /** The value moved by a small error in all residues alike. */
  long shiftedInAll(long value, long error) {
    return centred(value + error);
  }

  private long centred(long value) {
    long residue = Math.floorMod(value, t);
    return residue > t / 2 ? residue - t : residue;
  }
}
