package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
import org.autoprivacy.kernel.PlainLift;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.ring.RnsBase;
import org.autoprivacy.ring.RnsRing;

/**
 * What belongs to the first k data primes: their base, and how plaintexts enter and leave it.
 * Immutable and thread-safe; no branch or index depends on a coefficient.
 */
final class Level {

  private final RnsRing ring;
  private final RnsBase base;
  private final Modulus t;
  private final PlainLift plainLift;
  private final Rounding rounding;

  Level(RnsRing ring, int limbs, Modulus t) {
    this.ring = ring;
    base = RnsBase.of(ring.base().values().subList(0, limbs));
    this.t = t;
    plainLift = PlainLift.of(ring.polyDegree(), t, base.moduli(limbs), ring.kind());
    rounding = new Rounding(ring, base, t);
  }

  RnsBase base() {
    return base;
  }

  BigInteger q() {
    return base.product();
  }

  int limbs() {
    return base.size();
  }

  Rounding rounding() {
    return rounding;
  }

  /**
   * Adds {@code ⌊(q·m + ⌊(t+1)/2⌋)/t⌋} to a polynomial, or subtracts it.
   *
   * @param plain {@code long[n]} in [0, t)
   * @param values {@code long[limbs][n]} at its beginning
   * @param fixes {@code long[n]}, overwritten with what depends on the plaintext
   */
  void addScaled(long[] plain, long[] values, boolean subtract, long[] fixes) {
    if (subtract) {
      plainLift.subtract(values, plain, fixes);
    } else {
      plainLift.add(values, plain, fixes);
    }
  }

  /** Whether every prime is above t: SEAL's condition for lifting a coefficient prime by prime. */
  boolean isLiftedFast() {
    for (int i = 0; i < base.size(); i++) {
      if (base.modulus(i).value() <= t.value()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The plaintext modulo the primes and in NTT form.
   *
   * @param plain {@code long[n]} in [0, t)
   * @param centred whether coefficients from (t+1)/2 on stand for negative ones
   * @param out {@code long[limbs][n]}
   */
  void lift(long[] plain, boolean centred, long[] out) {
    int n = ring.polyDegree();
    long lastPositive = centred ? ((t.value() + 1) >> 1) - 1 : Long.MAX_VALUE;
    for (int i = 0; i < base.size(); i++) {
      Modulus q = base.modulus(i);
      long tReduced = q.reduce(t.value());
      for (int x = 0; x < n; x++) {
        long m = plain[x];
        long negative = (lastPositive - m) >> 63;
        out[i * n + x] = q.subtract(q.reduce(m), tReduced & negative);
      }
      ring.limb(i).forward(out, i * n);
    }
  }
}
