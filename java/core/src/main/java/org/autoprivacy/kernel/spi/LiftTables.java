package org.autoprivacy.kernel.spi;

import java.math.BigInteger;
import java.util.List;

/**
 * Constants of ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ for plaintexts m in [0, t), modulo the primes q₀ … q₍ₖ₋₁₎ of
 * q. Immutable.
 */
public final class LiftTables {

  private final List<Modulus> to;
  private final Modulus plain;
  private final long remainder;
  private final long[] quotients;

  private LiftTables(List<Modulus> to, Modulus plain) {
    this.to = to;
    this.plain = plain;
    BigInteger[] parts =
        to.stream()
            .map(m -> BigInteger.valueOf(m.value()))
            .reduce(BigInteger.ONE, BigInteger::multiply)
            .divideAndRemainder(BigInteger.valueOf(plain.value()));
    remainder = parts[1].longValueExact();
    quotients =
        to.stream()
            .mapToLong(m -> parts[0].mod(BigInteger.valueOf(m.value())).longValueExact())
            .toArray();
  }

  /**
   * Tables from t to a base.
   *
   * @throws IllegalArgumentException if there is no modulus
   */
  public static LiftTables of(Modulus plain, List<Modulus> to) {
    if (to.isEmpty()) {
      throw new IllegalArgumentException("a base needs at least one modulus");
    }
    return new LiftTables(List.copyOf(to), plain);
  }

  /** The qᵢ. */
  public List<Modulus> to() {
    return to;
  }

  /** t. */
  public Modulus plain() {
    return plain;
  }

  /** q mod t. */
  public long remainder() {
    return remainder;
  }

  /** ⌊q/t⌋ mod qᵢ. */
  public long quotient(int i) {
    return quotients[i];
  }
}
