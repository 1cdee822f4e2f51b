package org.autoprivacy.bfv.engine;

import java.util.List;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.ring.PrimeDivision;
import org.autoprivacy.ring.RnsRing;

/** Operations on ciphertexts that need no secret; results are new arrays. Thread-safe. */
final class Evaluator {

  private final ContextObjects owner;
  private final Instance instance;
  private final RnsRing ring;
  private final KeySwitch keySwitch;
  private final int n;

  Evaluator(ContextObjects owner, Instance instance, KeySwitch keySwitch) {
    this.owner = owner;
    this.instance = instance;
    ring = instance.ring();
    this.keySwitch = keySwitch;
    n = instance.n();
  }

  private EngineCiphertext like(EngineCiphertext a, int size, long[] values) {
    return new EngineCiphertext(owner, size, a.limbs(), a.isNtt(), values);
  }

  /** a + b, or a - b. */
  EngineCiphertext sum(EngineCiphertext a, EngineCiphertext b, boolean subtract) {
    requireAlike(a, b);
    int limbs = a.limbs();
    int length = limbs * n;
    int size = Math.max(a.size(), b.size());
    long[] x = a.values();
    long[] y = b.values();
    long[] result = instance.recycled().take(size * length);
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < limbs; i++) {
        LimbArithmetic limb = ring.limb(i);
        int at = k * length + i * n;
        if (k >= b.size()) {
          System.arraycopy(x, at, result, at, n);
        } else if (k >= a.size()) {
          copyOrNegate(limb, y, result, at, subtract);
        } else if (subtract) {
          limb.subtract(result, at, x, at, y, at);
        } else {
          limb.add(result, at, x, at, y, at);
        }
      }
    }
    return like(a, size, result);
  }

  /**
   * Adds b, which is no longer than a, to a.
   *
   * @throws IllegalArgumentException if a would become transparent; it is as it was then
   */
  void addInPlace(EngineCiphertext a, EngineCiphertext b) {
    requireAlike(a, b);
    int limbs = a.limbs();
    long[] x = a.values();
    long[] y = b.values();
    for (int at = 0; at < y.length; at += n) {
      ring.limb(at / n % limbs).add(x, at, x, at, y, at);
    }
    if (!isOpaque(a)) {
      for (int at = 0; at < y.length; at += n) {
        ring.limb(at / n % limbs).subtract(x, at, x, at, y, at);
      }
      throw transparent();
    }
  }

  /** Whether some polynomial but the first is not zero. */
  static boolean isOpaque(EngineCiphertext a) {
    long[] values = a.values();
    for (int i = values.length / a.size(); i < values.length; i++) {
      if (values[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private void copyOrNegate(LimbArithmetic limb, long[] from, long[] to, int at, boolean negate) {
    if (negate) {
      limb.negate(to, at, from, at);
    } else {
      System.arraycopy(from, at, to, at, n);
    }
  }

  /** a + m, or a - m. */
  EngineCiphertext plainSum(EngineCiphertext a, EnginePlaintext plain, boolean subtract) {
    requireCoefficients(a);
    requireCoefficients(plain);
    long[] result = instance.recycled().copy(a.values());
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets()) {
      instance.level(a.limbs()).addScaled(plain.values(), result, subtract, loan.limb());
    }
    return like(a, a.size(), result);
  }

  /** a·m, both in the same form. */
  EngineCiphertext plainProduct(EngineCiphertext a, EnginePlaintext plain) {
    if (a.isNtt() != plain.isNtt()) {
      throw new IllegalArgumentException(
          "ciphertext and plaintext of a product must both be in NTT form or both in coefficient"
              + " form: call toNtt on the other");
    }
    int limbs = a.limbs();
    if (plain.isNtt()) {
      requireLimbs(a, plain);
      long[] result = instance.recycled().take(a.values().length);
      productInNtt(a.values(), plain.values(), limbs, result);
      return like(a, a.size(), result);
    }
    Level level = instance.level(limbs);
    // SEAL does not centre a single coefficient if all primes are above t, and nor do we: the
    // plaintext of the product is the same, its noise is not.
    boolean centred = !(level.isLiftedFast() && isMonomial(plain.values()));
    long[] lifted = instance.recycled().take(limbs * n);
    level.lift(plain.values(), centred, lifted);
    long[] result = instance.recycled().copy(a.values());
    transform(result, limbs, true);
    productInNtt(result, lifted, limbs, result);
    transform(result, limbs, false);
    instance.wipe(lifted);
    return like(a, a.size(), result);
  }

  /** a[0]·b[0] + a[1]·b[1] + …, all in NTT form, with one reduction where sizes agree. */
  EngineCiphertext sumOfProducts(List<EngineCiphertext> a, List<EnginePlaintext> b) {
    EngineCiphertext first = a.getFirst();
    int limbs = first.limbs();
    boolean alike = true;
    long[][] x = new long[a.size()][];
    long[][] y = new long[a.size()][];
    for (int k = 0; k < x.length; k++) {
      requireNttOperands(a.get(k), b.get(k));
      requireAlike(first, a.get(k));
      x[k] = a.get(k).values();
      y[k] = b.get(k).values();
      requireOpaqueProduct(x[k], y[k], limbs * n);
      alike &= a.get(k).size() == first.size();
    }
    if (!alike) {
      EngineCiphertext sum = plainProduct(first, b.getFirst());
      for (int k = 1; k < x.length; k++) {
        sum = sum(sum, plainProduct(a.get(k), b.get(k)), false);
      }
      return sum;
    }
    long[] result = instance.recycled().take(first.values().length);
    for (int i = 0; i < limbs; i++) {
      ring.limb(i)
          .sumsOfProducts(result, i * n, x, i * n, first.size(), limbs * n, y, i * n, x.length);
    }
    return like(first, first.size(), result);
  }

  private static void requireNttOperands(EngineCiphertext a, EnginePlaintext b) {
    if (!a.isNtt() || !b.isNtt()) {
      throw new IllegalArgumentException(
          "a sum of products needs ciphertexts and plaintexts in NTT form: call toNtt first");
    }
    requireLimbs(a, b);
  }

  private static void requireLimbs(EngineCiphertext a, EnginePlaintext b) {
    if (b.nttLimbs() != a.limbs()) {
      throw new IllegalArgumentException(
          "the plaintext in NTT form has %d limbs, the ciphertext %d: lift it with toNtt(plaintext,"
                  .formatted(b.nttLimbs(), a.limbs())
              + " %d)".formatted(a.limbs()));
    }
  }

  /** That some value behind the first polynomial stays: the primes have no zero divisors. */
  private static void requireOpaqueProduct(long[] values, long[] plain, int length) {
    for (int at = length; at < values.length; at++) {
      if (values[at] != 0 && plain[at % length] != 0) {
        return;
      }
    }
    throw transparent();
  }

  static IllegalArgumentException transparent() {
    return new IllegalArgumentException(
        "the result would be transparent (readable without a key): a zero plaintext or equal"
            + " operands");
  }

  private static boolean isMonomial(long[] plain) {
    int nonzero = 0;
    for (long coefficient : plain) {
      nonzero += (int) (-coefficient >>> 63);
    }
    return nonzero == 1;
  }

  private void productInNtt(long[] a, long[] plain, int limbs, long[] result) {
    for (int at = 0; at < a.length; at += n) {
      int i = at / n % limbs;
      ring.limb(i).multiply(result, at, a, at, plain, i * n);
    }
  }

  /** Every limb into NTT form, or out of it. */
  void transform(long[] values, int limbs, boolean forward) {
    for (int at = 0; at < values.length; at += n) {
      LimbArithmetic limb = ring.limb(at / n % limbs);
      if (forward) {
        limb.forward(values, at);
      } else {
        limb.inverse(values, at);
      }
    }
  }

  /** a ⊗ b, of size 3. */
  EngineCiphertext product(EngineCiphertext a, EngineCiphertext b) {
    requireAlike(a, b);
    requireCoefficients(a);
    if (a.size() != 2 || b.size() != 2) {
      throw new IllegalArgumentException(
          "a product needs ciphertexts of size 2: relinearise first");
    }
    long[] result = instance.recycled().take(3 * a.limbs() * n);
    instance.product(a.limbs()).multiply(a.values(), b.values(), result);
    return like(a, 3, result);
  }

  /** Of size 2; one of size 2 as it is. */
  EngineCiphertext relinearized(EngineCiphertext a, SwitchingKey key) {
    requireCoefficients(a);
    int limbs = a.limbs();
    int length = 2 * limbs * n;
    long[] result = instance.recycled().take(length);
    System.arraycopy(a.values(), 0, result, 0, length);
    if (a.size() == 3) {
      keySwitch.addSwitched(a.values(), length, key, limbs, result);
    }
    return like(a, 2, result);
  }

  /** Without the last data prime. */
  EngineCiphertext switched(EngineCiphertext a) {
    requireCoefficients(a);
    int limbs = a.limbs();
    PrimeDivision division = instance.drop(limbs);
    int left = limbs - 1;
    long[] values = a.values();
    long[] result = instance.recycled().take(a.size() * left * n);
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      long[] last = loan.limb();
      for (int k = 0; k < a.size(); k++) {
        System.arraycopy(values, (k * limbs + left) * n, last, 0, n);
        division.prepare(last, 0);
        for (int i = 0; i < left; i++) {
          int at = (k * left + i) * n;
          division.divide(i, result, at, values, (k * limbs + i) * n, last, 0);
        }
      }
    }
    return new EngineCiphertext(owner, a.size(), left, false, result);
  }

  private static void requireAlike(EngineCiphertext a, EngineCiphertext b) {
    if (a.limbs() != b.limbs()) {
      throw new IllegalArgumentException(
          "the ciphertexts have %d and %d limbs: bring them to one level with modSwitch"
              .formatted(a.limbs(), b.limbs()));
    }
    if (a.isNtt() != b.isNtt()) {
      throw new IllegalArgumentException(
          "one ciphertext is in NTT form, the other is not: call toNtt or fromNtt on one");
    }
  }

  static void requireCoefficients(EngineCiphertext a) {
    if (a.isNtt()) {
      throw new IllegalArgumentException(
          "this operation needs a ciphertext in coefficient form: call fromNtt first");
    }
  }

  private static void requireCoefficients(EnginePlaintext a) {
    if (a.isNtt()) {
      throw new IllegalArgumentException(
          "this operation needs a plaintext in coefficient form: use the one toNtt was given");
    }
  }
}
