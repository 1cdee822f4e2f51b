package org.autoprivacy.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Noise of real ciphertexts. */
final class SealNoiseTest {

  private static final int N = 4096;
  private static final long T = 65537;
  // The sum of 21 differences of coins: 21/2.
  private static final double FRESH_VARIANCE = 10.5;

  @BeforeEach
  void needsSeal() {
    Assumptions.assumeTrue(SealBackend.ffm().isAvailable(), SealBackend.ffm().detail());
  }

  private static BfvParameters parameters(int bits, int limbs, boolean special) {
    var primes = Primes.largest(bits, 2L * N, limbs + 1);
    return new BfvParameters(
        N,
        primes.subList(0, limbs),
        special ? OptionalLong.of(primes.get(limbs)) : OptionalLong.empty(),
        T);
  }

  private static void assertVariance(double expected, NoisePolynomial noise, double kurtosis) {
    // The variance of a mean of n squares is (kurtosis - 1)·variance²/n; six deviations.
    double tolerance = 6 * expected * Math.sqrt((kurtosis - 1) / noise.size());
    assertEquals(expected, noise.variance(), tolerance);
    assertEquals(0, noise.mean(), 6 * Math.sqrt(expected / noise.size()));
  }

  @Test
  void freshNoiseIsWhatTheLiteratureSays() {
    long[] message = SealContract.random(1, N, T);
    for (boolean special : new boolean[] {false, true}) {
      try (HeContext context = SealBackend.ffm().newContext(parameters(36, 2, special));
          SecretKey key = context.newSecretKey();
          PublicKey published = context.newPublicKey(key);
          Plaintext plaintext = context.newPlaintext(message);
          Ciphertext symmetric = context.encryptSymmetric(plaintext, key);
          Ciphertext asymmetric = context.encryptPublic(plaintext, published)) {
        NoisePolynomial fresh = NoisePolynomial.measure(context, symmetric, key, message);
        // The encoding rounds (q/t)·m, which adds 1/12.
        assertVariance(FRESH_VARIANCE + 1 / 12.0, fresh, 3);
        assertEquals(0, fresh.failures());
        assertEquals(context.noiseBudgetBits(symmetric, key), fresh.budgetBits());
        NoisePolynomial open = NoisePolynomial.measure(context, asymmetric, key, message);
        double rounded = (1 + 2 * N / 3.0) / 12;
        double textbook = FRESH_VARIANCE * (1 + 4 * N / 3.0);
        // With a special prime SEAL encrypts modulo q·P and divides by P.
        double expected = special ? rounded : textbook;
        assertEquals(expected, open.variance(), 0.25 * expected, "special prime " + special);
        assertEquals(context.noiseBudgetBits(asymmetric, key), open.budgetBits());
      }
    }
  }

  @Test
  void agreesWithTheBudgetUntilItAliases() {
    long[] message = SealContract.random(2, N, T);
    // 36 bits hold one product of a fresh ciphertext with a plaintext, but not two.
    try (HeContext context = SealBackend.ffm().newContext(parameters(40, 1, false));
        SecretKey key = context.newSecretKey();
        Plaintext plaintext = context.newPlaintext(message);
        Ciphertext fresh = context.encryptSymmetric(plaintext, key);
        Plaintext factor = context.newPlaintext(new long[] {2})) {
      Ciphertext now = fresh;
      long[] expected = message.clone();
      boolean aliased = false;
      for (int doublings = 1; doublings <= 30; doublings++) {
        Ciphertext next = context.multiplyPlain(now, factor);
        if (now != fresh) {
          now.close();
        }
        now = next;
        Arrays.setAll(expected, i -> 2 * expected[i] % T);
        NoisePolynomial noise = NoisePolynomial.measure(context, now, key, expected);
        int budget = context.noiseBudgetBits(now, key);
        int wrong = 0;
        try (Plaintext decrypted = context.decrypt(now, key)) {
          long[] actual = context.coefficients(decrypted);
          for (int i = 0; i < N; i++) {
            assertEquals(actual[i] != expected[i], noise.failed(i), "coefficient " + i);
            wrong += actual[i] == expected[i] ? 0 : 1;
          }
        }
        assertEquals(wrong, noise.failures());
        if (wrong == 0) {
          assertEquals(budget, noise.budgetBits());
        } else {
          assertEquals(0, noise.budgetBits());
        }
        // Doubling doubles the noise exactly, failed or not, until it wraps modulo q.
        double deviation = Math.sqrt(FRESH_VARIANCE + 1 / 12.0) * Math.pow(2, doublings);
        if (6 * deviation < Math.pow(2, 38)) {
          assertEquals(deviation, noise.standardDeviation(), 0.1 * deviation);
          aliased |= wrong > 0 && deviation > 4 * Math.pow(2, 40) / (2 * T);
        }
      }
      now.close();
      assertTrue(aliased, "the noise was measured well beyond q/(2t)");
    }
  }

  @Test
  void measuresAfterSwitchesAndProducts() {
    long[] message = SealContract.random(3, N, T);
    try (HeContext context = SealBackend.ffm().newContext(parameters(36, 3, true));
        SecretKey key = context.newSecretKey();
        Plaintext plaintext = context.newPlaintext(message);
        Ciphertext fresh = context.encryptSymmetric(plaintext, key);
        Ciphertext switched = context.modSwitch(fresh);
        Ciphertext ntt = context.toNtt(fresh);
        Plaintext one = context.newPlaintext(new long[] {1});
        Ciphertext unit = context.encryptSymmetric(one, key);
        Ciphertext product = context.multiply(fresh, unit)) {
      double rounding = (1 + 2 * N / 3.0) / 12;
      NoisePolynomial after = NoisePolynomial.measure(context, switched, key, message);
      assertEquals(rounding, after.variance(), 0.25 * rounding);
      assertArrayEquals(context.phase(fresh, key), context.phase(ntt, key));
      NoisePolynomial squared = NoisePolynomial.measure(context, product, key, message);
      assertEquals(3, product.size());
      assertEquals(0, squared.failures());
      assertEquals(context.noiseBudgetBits(product, key), squared.budgetBits());
    }
  }
}
