package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.ring.RnsRing;
import org.autoprivacy.ring.SecretPolynomial;
import org.autoprivacy.ring.SecretStream;
import org.autoprivacy.ring.UniformStream;

/** Keys of one instance, as SEAL makes them but for the generator. Thread-safe. */
final class KeyMaker {

  private final Instance instance;
  private final RnsRing ring;
  private final int n;

  KeyMaker(Instance instance) {
    this.instance = instance;
    ring = instance.ring();
    n = instance.n();
  }

  /** A fresh uniform ternary secret: {@code long[keyLimbs][n]} in NTT form. */
  long[] newSecret() {
    try (SecretStream stream = SecretStream.open();
        SecretPolynomial ternary = stream.ternary(n)) {
      return secret(ternary);
    }
  }

  /** A secret from n coefficients. @throws IllegalArgumentException if one is no -1, 0 or 1 */
  long[] importSecret(long[] ternary) {
    Instance.requireLength(ternary, n, "a secret key");
    for (long value : ternary) {
      if (value < -1 || value > 1) {
        throw new IllegalArgumentException("a coefficient of the secret key is not -1, 0 or 1");
      }
    }
    try (SecretPolynomial copy = SecretPolynomial.copyOf(ternary)) {
      return secret(copy);
    }
  }

  private long[] secret(SecretPolynomial ternary) {
    long[] values = new long[instance.keyLimbs() * n];
    for (int i = 0; i < instance.keyLimbs(); i++) {
      ternary.residues(values, i * n, ring.limb(i).modulus());
    }
    ring.forward(values);
    return values;
  }

  /** The coefficients of a secret, each -1, 0 or 1. */
  long[] exportSecret(long[] secret) {
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets()) {
      long[] residues = loan.limb();
      System.arraycopy(secret, 0, residues, 0, n);
      ring.limb(0).inverse(residues, 0);
      long q = instance.prime(0);
      long[] ternary = new long[n];
      for (int i = 0; i < n; i++) {
        // Residues are 0, 1 and q - 1.
        ternary[i] = residues[i] - (q & ((1 - residues[i]) >> 63));
      }
      return ternary;
    }
  }

  /** An encryption {@code (-(a·s + e), a)} of zero modulo all key primes, in NTT form. */
  long[] zero(long[] secret) {
    int limbs = instance.keyLimbs();
    long[] pair = new long[2 * limbs * n];
    try (UniformStream open = new UniformStream(instance.newSeed());
        Scratch.Loan loan = instance.scratch().borrowForSecrets();
        SecretStream hidden = SecretStream.open();
        SecretPolynomial error = hidden.centredBinomial(n)) {
      long[] sum = loan.limb();
      for (int i = 0; i < limbs; i++) {
        LimbArithmetic limb = ring.limb(i);
        int c0 = i * n;
        int c1 = (limbs + i) * n;
        open.fill(pair, c1, n, limb.modulus());
        error.residues(sum, 0, limb.modulus());
        limb.forward(sum, 0);
        limb.multiplyAdd(sum, 0, pair, c1, secret, c0);
        limb.negate(pair, c0, sum, 0);
      }
    }
    return pair;
  }

  /**
   * The key that switches from another secret to this one: for digit j an encryption of zero, plus
   * the special prime times the other secret modulo prime j.
   *
   * @param other in NTT form modulo the data primes
   */
  private long[][] switching(long[] secret, long[] other) {
    int limbs = instance.limbs();
    long special = instance.prime(limbs);
    long[][] digits = new long[limbs][];
    try (Scratch.Loan loan = instance.scratch().borrowForSecrets()) {
      long[] term = loan.limb();
      for (int j = 0; j < limbs; j++) {
        digits[j] = zero(secret);
        LimbArithmetic limb = ring.limb(j);
        limb.multiplyScalar(term, 0, other, j * n, limb.modulus().reduce(special));
        limb.add(digits[j], j * n, digits[j], j * n, term, 0);
      }
    }
    return digits;
  }

  /** From s² to s. @throws IllegalArgumentException without special prime */
  SwitchingKey relinearization(long[] secret) {
    instance.requireSpecialDivision();
    return new SwitchingKey(
        instance,
        secretly(
            (i, square) -> ring.limb(i).multiply(square, i * n, secret, i * n, secret, i * n),
            secret));
  }

  /**
   * From s(X^g) to s, as {@link KeySwitch} keeps it.
   *
   * @throws IllegalArgumentException without special prime
   */
  SwitchingKey galois(long[] secret, int element) {
    instance.requireSpecialDivision();
    instance.requireGaloisElement(element);
    long[][] key =
        secretly(
            (i, image) ->
                instance.automorphism(element).applyToTransformed(image, i * n, secret, i * n),
            secret);
    return new SwitchingKey(instance, instance.mapped(instance.inverse(element), key));
  }

  /** Writes limb i of another secret. */
  @FunctionalInterface
  private interface Other {
    void write(int i, long[] other);
  }

  private long[][] secretly(Other writer, long[] secret) {
    long[] other = new long[instance.limbs() * n];
    try {
      for (int i = 0; i < instance.limbs(); i++) {
        writer.write(i, other);
      }
      return switching(secret, other);
    } finally {
      Arrays.fill(other, 0);
    }
  }
}
