package org.autoprivacy.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.math.NormalTail;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final int DRAWS = 200_000;
  private static final Modulus LARGE = Modulus.of((1L << 60) - 1);

  private static long[] values(SecretPolynomial secret) {
    long[] values = new long[secret.length()];
    secret.residues(values, 0, LARGE);
    return Arrays.stream(values).map(v -> v > LARGE.value() / 2 ? v - LARGE.value() : v).toArray();
  }

  /**
   * Each count within 6.5 standard deviations of what the probability makes of it: a right sampler
   * fails once in 10^10 values.
   */
  private static void requireDistribution(long[] values, int bound, IntToDoubleFunction chance) {
    double total = 0;
    for (int k = -bound; k <= bound; k++) {
      int wanted = k;
      long count = Arrays.stream(values).filter(v -> v == wanted).count();
      double p = chance.applyAsDouble(k);
      double deviation = Math.sqrt(values.length * p * (1 - p));
      assertTrue(
          Math.abs(count - values.length * p) <= 6.5 * deviation + 6,
          "%d came %d times, expected %f".formatted(k, count, values.length * p));
      total += p;
    }
    assertEquals(1, total, 1e-9);
    assertTrue(Arrays.stream(values).allMatch(v -> Math.abs(v) <= bound));
  }

  @Test
  void secretsHaveTheirDistributions() {
    try (SecretStream stream = SecretStream.open()) {
      requireDistribution(values(stream.ternary(DRAWS)), 1, k -> 1.0 / 3);
      requireDistribution(values(stream.centredBinomial(DRAWS)), 21, SamplingTest::binomial);
      double clipped = tail(19.5 / 3.2);
      requireDistribution(
          values(stream.clippedGaussian(DRAWS, 3.2, 19)),
          19,
          k ->
              k == 0
                  ? (1 - tail(0.5 / 3.2)) / (1 - clipped)
                  : (tail((Math.abs(k) - 0.5) / 3.2) - tail((Math.abs(k) + 0.5) / 3.2))
                      / 2
                      / (1 - clipped));
      requireDistribution(values(stream.clippedGaussian(1000, 0.01, 1)), 1, k -> k == 0 ? 1 : 0);
    }
  }

  private static double tail(double x) {
    return Math.pow(2, NormalTail.log2TwoSidedTail(x));
  }

  /** P(B(42, 1/2) = 21 + k), which is how two sums of 21 coins differ. */
  private static double binomial(int k) {
    double p = Math.pow(2, -42);
    for (int i = 1; i <= 21 + k; i++) {
      p *= (43.0 - i) / i;
    }
    return p;
  }

  @Test
  void uniformResiduesAreAFunctionOfTheSeed() {
    byte[] seed = new byte[UniformStream.SEED_BYTES];
    long[] values = new long[2];
    // AES-256 of the zero block under the zero key, the H of test case 13 in McGrew and Viega's
    // GCM specification: dc 95 c0 78 a2 40 89 89 ad 48 a2 14 92 84 20 87.
    fill(seed, values, LARGE);
    assertArrayEquals(
        new long[] {0x898940a278c095dcL & LARGE.value(), 0x87208492_14a248adL & LARGE.value()},
        values);
    Modulus q = Modulus.of(5);
    long[] small = new long[DRAWS];
    fill(seed, small, q);
    requireDistribution(Arrays.stream(small).map(v -> v - 2).toArray(), 2, k -> 0.2);
    assertThrows(IllegalArgumentException.class, () -> new UniformStream(new byte[31]));
  }

  private static void fill(byte[] seed, long[] values, Modulus modulus) {
    try (UniformStream stream = new UniformStream(seed)) {
      stream.fill(values, 0, values.length, modulus);
    }
  }

  @Test
  void partsOfAStreamAreTheWhole() {
    byte[] seed = new byte[UniformStream.SEED_BYTES];
    seed[3] = 7;
    Modulus q = Modulus.of((1L << 44) + 12289);
    long[] whole = new long[10_000];
    fill(seed, whole, q);
    long[] parts = new long[whole.length];
    try (UniformStream stream = new UniformStream(seed)) {
      stream.fill(parts, 0, 3001, q);
      stream.fill(parts, 3001, parts.length - 3001, q);
      assertArrayEquals(whole, parts);
    }
    UniformStream closed = new UniformStream(seed);
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.fill(parts, 0, 1, q));
  }

  @Test
  void streamsDiffer() {
    try (SecretStream a = SecretStream.open();
        SecretStream b = SecretStream.open()) {
      assertFalse(Arrays.equals(values(a.ternary(256)), values(b.ternary(256))));
      assertFalse(Arrays.equals(values(a.ternary(256)), values(a.ternary(256))));
    }
  }

  @Test
  void closedSecretsAreGone() {
    SecretPolynomial secret = SecretPolynomial.copyOf(new long[] {-1, 0, 1, 100});
    assertArrayEquals(new long[] {-1, 0, 1, 100}, values(secret));
    assertEquals("SecretPolynomial of 4 coefficients", secret.toString());
    secret.close();
    secret.close();
    assertThrows(IllegalStateException.class, () -> secret.residues(new long[4], 0, LARGE));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class, () -> SecretPolynomial.copyOf(new long[] {0, 128}));
    SecretPolynomial secret = SecretPolynomial.copyOf(new long[4]);
    assertThrows(IllegalArgumentException.class, () -> secret.residues(new long[4], 1, LARGE));
    assertThrows(
        IllegalArgumentException.class, () -> secret.residues(new long[4], 0, Modulus.of(97)));
    try (SecretStream stream = SecretStream.open()) {
      assertThrows(IllegalArgumentException.class, () -> stream.clippedGaussian(1, 0, 5));
      assertThrows(IllegalArgumentException.class, () -> stream.clippedGaussian(1, 3.2, 128));
      assertThrows(IllegalArgumentException.class, () -> stream.clippedGaussian(1, 31, 19));
    }
  }
}
