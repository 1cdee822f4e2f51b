package org.autoprivacy.bfv.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.kernel.Automorphism;
import org.autoprivacy.kernel.Digits;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.ring.PrimeDivision;
import org.autoprivacy.ring.RnsRing;
import org.jspecify.annotations.Nullable;

/**
 * Switching of keys: the residues modulo each data prime are the digits; the sum of digits times
 * key is divided by the special prime.
 *
 * <p>An automorphism σ is taken out of the sum: Σ σ(d_j)·k_j = σ(Σ d_j·σ^-1(k_j)), and Galois keys
 * are kept as σ^-1(k_j). So the digits of one polynomial, brought into NTT form once, serve all of
 * its rotations (hoisting: Halevi and Shoup, CRYPTO 2018), and σ is applied to two sums in NTT
 * form. Thread-safe; no branch depends on a value.
 */
final class KeySwitch {

  private final Instance instance;
  private final RnsRing ring;
  private final int n;
  private final int special; // index of the special prime
  private final DigitForm form;
  private final Digits[][] digits; // by the prime that they go to and the one that they are of
  private final Map<Integer, long[]> signs = new ConcurrentHashMap<>(); // by Galois element

  KeySwitch(Instance instance, DigitForm form) {
    this.instance = instance;
    this.form = form;
    ring = instance.ring();
    n = instance.n();
    special = instance.limbs();
    digits = new Digits[instance.keyLimbs()][special];
    for (int i = 0; i < digits.length; i++) {
      for (int j = 0; j < special; j++) {
        digits[i][j] = Digits.of(ring.limb(i), instance.prime(j));
      }
    }
  }

  /**
   * Adds {@code ⌊Σ digit_j·key_j / P⌉} to the first two polynomials of a ciphertext.
   *
   * @param target the polynomial whose key is switched: {@code long[limbs][n]} in coefficient form,
   *     from {@code targetAt} on
   * @param result {@code long[2][limbs][n]} in coefficient form
   */
  void addSwitched(long[] target, int targetAt, SwitchingKey key, int limbs, long[] result) {
    PrimeDivision division = instance.requireSpecialDivision();
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      Sums sums = new Sums(loan, limbs, division);
      Numbers numbers = new Numbers(loan, target, targetAt, limbs, null);
      for (int step = 0; step <= limbs; step++) {
        int i = step == 0 ? special : step - 1;
        numbers.transform(i, sums.digits);
        sums.addTo(result, 2, i, key, instance.automorphism(1), null);
      }
    }
  }

  /**
   * σ(ciphertext) under its own key.
   *
   * @param values {@code long[2][limbs][n]} in coefficient form
   * @param key of σ, with σ^-1 applied
   * @param result {@code long[2][limbs][n]}, overwritten
   */
  void rotate(long[] values, Automorphism map, SwitchingKey key, int limbs, long[] result) {
    PrimeDivision division = instance.requireSpecialDivision();
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      Sums sums = new Sums(loan, limbs, division);
      long[] signs =
          form == DigitForm.RESIDUES
              ? this.signs.computeIfAbsent(map.galoisElement(), this::signs)
              : null;
      for (int i = 0; i < limbs; i++) {
        map.applyToCoefficients(result, i * n, values, i * n, instance.prime(i));
      }
      Numbers numbers = new Numbers(loan, values, limbs * n, limbs, signs);
      for (int step = 0; step <= limbs; step++) {
        int i = step == 0 ? special : step - 1;
        numbers.transform(i, sums.digits);
        sums.addTo(result, 1, i, key, map, null);
      }
    }
  }

  /**
   * Automorphisms of one ciphertext, each under its own key: its digits are taken once. Prime by
   * prime, so that those of one prime stay near the processor for all keys.
   *
   * @param values {@code long[2][limbs][n]} in coefficient form
   * @param keys of the maps, each with the inverse map applied
   * @param results each {@code long[2][limbs][n]}, overwritten
   */
  void rotateHoisted(
      long[] values, Automorphism[] maps, SwitchingKey[] keys, int limbs, long[][] results) {
    PrimeDivision division = instance.requireSpecialDivision();
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      Sums[] sums = new Sums[maps.length];
      for (int r = 0; r < maps.length; r++) {
        sums[r] = r == 0 ? new Sums(loan, limbs, division) : sums[0].another(loan);
      }
      Numbers numbers = new Numbers(loan, values, limbs * n, limbs, null);
      long[] first = loan.limb();
      for (int step = 0; step <= limbs; step++) {
        int i = step == 0 ? special : step - 1;
        numbers.transform(i, sums[0].digits);
        if (i < special) {
          // P·c0 in NTT form: divided by P it is c0 again.
          LimbArithmetic limb = ring.limb(i);
          long p = limb.modulus().reduce(instance.prime(special));
          limb.multiplyScalar(first, 0, values, i * n, p);
          limb.forward(first, 0);
        }
        for (int r = 0; r < maps.length; r++) {
          sums[r].addTo(results[r], 0, i, keys[r], maps[r], i < special ? first : null);
        }
      }
    }
  }

  /** Sums of digits times key, prime by prime, the special one first. */
  private final class Sums {
    private final int limbs;
    private final PrimeDivision division;
    private final long[][] digits;
    private final long[][] last;
    private final long[][] sums;
    private final long[][] work;

    Sums(Scratch.Loan loan, int limbs, PrimeDivision division) {
      this.limbs = limbs;
      this.division = division;
      digits = loan.limbs(limbs);
      last = loan.limbs(2);
      sums = loan.limbs(2);
      work = loan.limbs(2);
    }

    private Sums(Scratch.Loan loan, Sums other) {
      limbs = other.limbs;
      division = other.division;
      digits = other.digits;
      last = loan.limbs(2);
      sums = other.sums;
      work = other.work;
    }

    /** Sums for another key of the same digits, that are taken in turns with these. */
    Sums another(Scratch.Loan loan) {
      return new Sums(loan, this);
    }

    /**
     * The part of one prime, divided by P.
     *
     * @param added polynomials of the result that it is added to; it becomes the others
     * @param first what is added to the first sum before it is mapped
     */
    void addTo(
        long[] result,
        int added,
        int i,
        SwitchingKey key,
        Automorphism map,
        long @Nullable [] first) {
      LimbArithmetic limb = ring.limb(i);
      long[][] both = i == special ? last : sums;
      limb.sumsOfPairs(both[0], 0, both[1], 0, digits, key.pairs(i), limbs, first, map, work);
      for (int k = 0; k < 2; k++) {
        long[] sum = both[k];
        limb.inverse(sum, 0);
        int to = (k * limbs + i) * n;
        if (i == special) {
          division.prepare(sum, 0);
        } else if (k < added) {
          division.divide(i, sum, 0, sum, 0, last[k], 0);
          limb.add(result, to, result, to, sum, 0);
        } else {
          division.divide(i, result, to, sum, 0, last[k], 0);
        }
      }
    }
  }

  /** All ones where X -> X^element turns the sign of a coefficient. */
  private long[] signs(int element) {
    long[] signs = new long[n];
    int shift = Integer.numberOfTrailingZeros(n);
    for (int x = 0; x < n; x++) {
      signs[x] = -(long) (((x * element) >> shift) & 1);
    }
    return signs;
  }

  /** The digits of a polynomial as the numbers they stand for, limb by limb. */
  private final class Numbers {
    private final long[][] arrays;
    private final int[] places;

    /**
     * Digits of a polynomial.
     *
     * @param from {@code long[limbs][n]} in coefficient form, from {@code at} on
     * @param signs where SEAL would have the digit of the negative, and this has the negative of
     *     it; null for none
     */
    Numbers(Scratch.Loan loan, long[] from, int at, int limbs, long @Nullable [] signs) {
      arrays = new long[limbs][];
      places = new int[limbs];
      for (int j = 0; j < limbs; j++) {
        int start = at + j * n;
        if (form == DigitForm.CENTRED) {
          arrays[j] = loan.limb();
          digits[j][j].centre(arrays[j], 0, from, start);
        } else if (signs != null) {
          arrays[j] = loan.limb();
          digits[j][j].sign(arrays[j], 0, from, start, signs);
        } else {
          arrays[j] = from;
          places[j] = start;
        }
      }
    }

    /** All of them modulo a prime, in NTT form. */
    void transform(int i, long[][] out) {
      for (int j = 0; j < arrays.length; j++) {
        digits[i][j].forward(out[j], 0, arrays[j], places[j]);
      }
    }
  }
}
