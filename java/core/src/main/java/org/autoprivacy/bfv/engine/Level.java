package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
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
  private final long remainder; // q mod t
  private final long remainderCompanion;
  private final long[] quotients; // floor(q/t) mod qi
  private final long[] quotientCompanions;
  private final Rounding rounding;

  Level(RnsRing ring, int limbs, Modulus t) {
    this.ring = ring;
    base = RnsBase.of(ring.base().values().subList(0, limbs));
    this.t = t;
    BigInteger[] parts = base.product().divideAndRemainder(BigInteger.valueOf(t.value()));
    remainder = parts[1].longValueExact();
    remainderCompanion = t.shoup(remainder);
    quotients = new long[base.size()];
    quotientCompanions = new long[base.size()];
    for (int i = 0; i < base.size(); i++) {
      quotients[i] = parts[0].mod(BigInteger.valueOf(base.modulus(i).value())).longValueExact();
      quotientCompanions[i] = base.modulus(i).shoup(quotients[i]);
    }
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
    roundRemainders(plain, fixes);
    int n = ring.polyDegree();
    for (int i = 0; i < quotients.length; i++) {
      Modulus q = base.modulus(i);
      boolean wide = t.value() > q.value();
      long w = quotients[i];
      long companion = quotientCompanions[i];
      for (int x = 0; x < n; x++) {
        long fix = wide ? q.reduce(fixes[x]) : fixes[x];
        long scaled = q.add(q.multiplyShoup(plain[x], w, companion), fix);
        int at = i * n + x;
        values[at] = subtract ? q.subtract(values[at], scaled) : q.add(values[at], scaled);
      }
    }
  }

  /** fixes = ⌊((q mod t)·m + ⌊(t+1)/2⌋)/t⌋: as q = t·⌊q/t⌋ + (q mod t), m·⌊q/t⌋ is the rest. */
  private void roundRemainders(long[] plain, long[] fixes) {
    long modulus = t.value();
    long half = (modulus + 1) >> 1;
    for (int x = 0; x < fixes.length; x++) {
      long m = plain[x];
      long whole = Math.unsignedMultiplyHigh(m, remainderCompanion);
      // In [0, 2t), and half more in [0, 3t).
      long moved = m * remainder - whole * modulus + half;
      fixes[x] = whole + ((modulus - 1 - moved) >>> 63) + ((2 * modulus - 1 - moved) >>> 63);
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
