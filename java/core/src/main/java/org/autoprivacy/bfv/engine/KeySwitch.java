package org.autoprivacy.bfv.engine;

import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.ring.PrimeDivision;
import org.autoprivacy.ring.RnsRing;

/**
 * Switching of keys as SEAL does it: the residues modulo each data prime, as they are and not
 * centred, are the digits; the sum of digits times key is divided by the special prime.
 * Thread-safe.
 */
final class KeySwitch {

  private final Instance instance;

  KeySwitch(Instance instance) {
    this.instance = instance;
  }

  /**
   * Adds {@code ⌊Σ digit_j·key_j / P⌉} to the first two polynomials of a ciphertext.
   *
   * @param target the polynomial whose key is switched: {@code long[limbs][n]} in coefficient form,
   *     from {@code targetAt} on
   * @param key {@code long[digits][2·keyLimbs·n]} in NTT form
   * @param result {@code long[2][limbs][n]} in coefficient form
   */
  void addSwitched(long[] target, int targetAt, long[][] key, int limbs, long[] result) {
    PrimeDivision division = instance.requireSpecialDivision();
    RnsRing ring = instance.ring();
    int n = instance.n();
    int special = instance.limbs();
    int keyLimbs = special + 1;
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      long[][] digits = loan.limbs(limbs);
      long[][] last = loan.limbs(2);
      long[] sum = loan.limb();
      long[] rest = loan.limb();
      // The special prime first: the others are divided by it.
      for (int step = 0; step <= limbs; step++) {
        int i = step == 0 ? special : step - 1;
        LimbArithmetic limb = ring.limb(i);
        for (int j = 0; j < limbs; j++) {
          bring(target, targetAt + j * n, instance.prime(j), limb, digits[j]);
        }
        for (int k = 0; k < 2; k++) {
          long[] out = step == 0 ? last[k] : sum;
          limb.sumOfProducts(out, 0, digits, 0, key, (k * keyLimbs + i) * n, limbs);
          limb.inverse(out, 0);
          if (step == 0) {
            division.prepare(out, 0);
          } else {
            division.divide(i, out, 0, last[k], 0, rest);
            int at = (k * limbs + i) * n;
            limb.add(result, at, result, at, out, 0);
          }
        }
      }
    }
  }

  /** A digit modulo another prime, in NTT form. */
  private static void bring(long[] from, int at, long prime, LimbArithmetic limb, long[] digit) {
    if (prime <= 4 * limb.modulus().value()) {
      System.arraycopy(from, at, digit, 0, digit.length);
    } else {
      limb.reduce(digit, 0, from, at);
    }
    limb.forward(digit, 0);
  }
}
