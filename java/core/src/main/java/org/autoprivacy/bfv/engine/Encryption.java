package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
import java.util.Arrays;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.ring.PrimeDivision;
import org.autoprivacy.ring.RnsBase;
import org.autoprivacy.ring.RnsRing;
import org.autoprivacy.ring.SecretPolynomial;
import org.autoprivacy.ring.SecretStream;
import org.autoprivacy.ring.UniformStream;

/** Encryption, decryption and what only the holder of the secret can measure. Thread-safe. */
final class Encryption {

  private final Instance instance;
  private final RnsRing ring;
  private final int n;

  Encryption(Instance instance) {
    this.instance = instance;
    ring = instance.ring();
    n = instance.n();
  }

  /**
   * Under the secret: {@code (-(a·s + e) + ⌊q·m/t⌉, a)} in coefficient form, where a is the stream
   * of the seed, limb after limb.
   */
  long[] symmetric(long[] plain, long[] secret, byte[] seed) {
    Level level = instance.level(instance.limbs());
    int limbs = level.limbs();
    long[] values = instance.recycled().take(2 * limbs * n);
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets();
        UniformStream open = new UniformStream(seed);
        SecretStream hidden = SecretStream.open();
        SecretPolynomial error = hidden.centredBinomial(n)) {
      long[] sum = loan.limb();
      long[] term = loan.limb();
      for (int i = 0; i < limbs; i++) {
        LimbArithmetic limb = ring.limb(i);
        int c1 = (limbs + i) * n;
        open.fill(values, c1, n, limb.modulus());
        limb.forward(sum, 0, values, c1);
        limb.multiply(sum, 0, sum, 0, secret, i * n);
        limb.inverse(sum, 0);
        error.residues(term, 0, limb.modulus());
        limb.add(sum, 0, sum, 0, term, 0);
        limb.negate(values, i * n, sum, 0);
      }
      level.addScaled(plain, values, false, term);
    }
    return values;
  }

  /**
   * Under a public key: {@code (p0·u + e0, p1·u + e1)}, divided by the special prime where there is
   * one, plus {@code ⌊q·m/t⌉}; coefficient form.
   */
  long[] asymmetric(long[] plain, long[] publicKey) {
    Level level = instance.level(instance.limbs());
    int keyLimbs = instance.keyLimbs();
    int limbs = level.limbs();
    long[] values = instance.recycled().take(2 * limbs * n);
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets();
        SecretStream hidden = SecretStream.open();
        SecretPolynomial u = hidden.ternary(n);
        SecretPolynomial first = hidden.centredBinomial(n);
        SecretPolynomial second = hidden.centredBinomial(n)) {
      SecretPolynomial[] errors = {first, second};
      long[] product = loan.limb();
      long[] term = loan.limb();
      long[][] last = loan.limbs(2);
      // The special prime first: the others are divided by it.
      for (int i = keyLimbs - 1; i >= 0; i--) {
        LimbArithmetic limb = ring.limb(i);
        u.residues(product, 0, limb.modulus());
        limb.forward(product, 0);
        for (int k = 0; k < 2; k++) {
          boolean special = i == limbs;
          long[] out = special ? last[k] : values;
          int at = special ? 0 : (k * limbs + i) * n;
          limb.multiply(out, at, product, 0, publicKey, (k * keyLimbs + i) * n);
          limb.inverse(out, at);
          errors[k].residues(term, 0, limb.modulus());
          limb.add(out, at, out, at, term, 0);
          if (instance.hasSpecialPrime()) {
            PrimeDivision division = instance.requireSpecialDivision();
            if (special) {
              division.prepare(out, at);
            } else {
              division.divide(i, out, at, out, at, last[k], 0);
            }
          }
        }
      }
      level.addScaled(plain, values, false, term);
    }
    return values;
  }

  /** {@code c0 + c1·s + …} in coefficient form: {@code long[limbs][n]} into {@code out}. */
  void phase(EngineCiphertext ciphertext, long[] secret, long[] out) {
    int limbs = ciphertext.limbs();
    long[] values = ciphertext.values();
    boolean ntt = ciphertext.isNtt();
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets()) {
      long[] term = loan.limb();
      for (int i = 0; i < limbs; i++) {
        LimbArithmetic limb = ring.limb(i);
        int at = i * n;
        int highest = ciphertext.size() - 1;
        // Horner's rule down to c1.
        for (int k = highest; k > 0; k--) {
          if (ntt) {
            System.arraycopy(values, (k * limbs + i) * n, term, 0, n);
          } else {
            limb.forward(term, 0, values, (k * limbs + i) * n);
          }
          if (k < highest) {
            limb.add(term, 0, term, 0, out, at);
          }
          limb.multiply(out, at, term, 0, secret, at);
        }
        if (ntt) {
          limb.add(out, at, out, at, values, at);
          limb.inverse(out, at);
        } else {
          limb.inverse(out, at);
          limb.add(out, at, out, at, values, at);
        }
      }
    }
  }

  /** {@code ⌊t·phase/q⌉ mod t}. */
  long[] decrypt(EngineCiphertext ciphertext, long[] secret) {
    int limbs = ciphertext.limbs();
    long[] plain = instance.recycled().take(n);
    long[] phase = instance.recycled().take(limbs * n);
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets()) {
      phase(ciphertext, secret, phase);
      instance.level(limbs).rounding().round(phase, plain, loan);
    } finally {
      instance.wipe(phase);
    }
    return plain;
  }

  /** SEAL's invariant noise budget: bits between 2·|t·phase mod q| and q. */
  int noiseBudgetBits(EngineCiphertext ciphertext, long[] secret) {
    int limbs = ciphertext.limbs();
    RnsBase base = instance.level(limbs).base();
    long[] phase = new long[limbs * n];
    phase(ciphertext, secret, phase);
    BigInteger q = base.product();
    BigInteger half = q.shiftRight(1);
    for (int i = 0; i < limbs; i++) {
      LimbArithmetic limb = ring.limb(i);
      long t = limb.modulus().reduce(instance.t().value());
      limb.multiplyScalar(phase, i * n, phase, i * n, t);
    }
    BigInteger largest = BigInteger.ZERO;
    for (int x = 0; x < n; x++) {
      BigInteger value = base.value(phase, x, n);
      largest = largest.max(value.compareTo(half) > 0 ? q.subtract(value) : value);
    }
    Arrays.fill(phase, 0);
    return Math.max(0, q.bitLength() - largest.bitLength() - 1);
  }
}
