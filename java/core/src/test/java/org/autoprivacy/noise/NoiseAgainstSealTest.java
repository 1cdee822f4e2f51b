package org.autoprivacy.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Predicted standard deviations against whole noise polynomials of real SEAL. Keys and errors come
 * from SEAL's cryptographic generator, so that every bound is wide enough never to be missed by
 * chance.
 */
class NoiseAgainstSealTest {

  /** Allowed deviation of the standard deviation, beside chance. */
  private static final double DEVIATION = 0.02;

  private static final SealBackend SEAL = SealBackend.ffm();

  @BeforeAll
  static void sealIsThere() {
    assumeTrue(SEAL.isAvailable(), "SEAL is not built: ./autoprivacy info says how to get it");
  }

  private static BfvParameters parameters(
      int n, int bits, int limbs, int specialBits, long plainModulus) {
    List<Long> primes = Primes.largest(bits, 2L * n, limbs);
    OptionalLong special =
        specialBits == 0
            ? OptionalLong.empty()
            : Primes.largest(specialBits, 2L * n, limbs + 1).stream()
                .filter(p -> !primes.contains(p))
                .mapToLong(Long::longValue)
                .findFirst();
    return new BfvParameters(n, primes, special, plainModulus);
  }

  private static long[] random(SplittableRandom random, int count, long bound) {
    return random.longs(count, 0, bound).toArray();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Mean of squares over many ciphertexts. */
  private static final class Meter {
    private double squares;
    private long count;

    void add(NoisePolynomial noise) {
      for (double value : noise.coefficients()) {
        squares += value * value;
        count++;
      }
    }

    void assertStd(double variance, double tolerance) {
      double ratio = Math.sqrt(squares / count / variance);
      assertEquals(1, ratio, tolerance, "measured / predicted standard deviation");
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 27, 1, 0, 257", "4096, 36, 2, 36, 65537", "8192, 50, 2, 30, 1032193"})
  void fresh(int n, int bits, int limbs, int specialBits, long t) {
    BfvParameters parameters = parameters(n, bits, limbs, specialBits, t);
    SplittableRandom random = new SplittableRandom(n);
    Meter symmetric = new Meter();
    Meter publicKey = new Meter();
    try (HeContext context = SEAL.newContext(parameters)) {
      for (int i = 0; i < 12; i++) {
        try (SecretKey secret = context.newSecretKey();
            PublicKey key = context.newPublicKey(secret)) {
          for (int j = 0; j < 6; j++) {
            long[] message = random(random, n, t);
            try (Plaintext plain = context.newPlaintext(message);
                Ciphertext a = context.encryptSymmetric(plain, secret);
                Ciphertext b = context.encryptPublic(plain, key)) {
              symmetric.add(NoisePolynomial.measure(context, a, secret, message));
              publicKey.add(NoisePolynomial.measure(context, b, secret, message));
            }
          }
        }
      }
    }
    symmetric.assertStd(FreshNoise.symmetric(), 0.015);
    publicKey.assertStd(
        specialBits == 0
            ? FreshNoise.publicKey(n)
            : FreshNoise.publicKey(n, log2(parameters.specialPrime().orElseThrow())),
        0.03);
  }

  @Test
  void plainProductOfCoefficients() {
    int n = 2048;
    long t = 1L << 20;
    SplittableRandom random = new SplittableRandom(5);
    long[] weights = new long[n];
    for (int i = 0; i < 9; i++) {
      weights[random.nextInt(n)] = Math.floorMod(random.nextLong(-127, 128), t);
    }
    assertProduct(parameters(n, 54, 1, 0, t), weights, random);
  }

  @Test
  void plainProductOfSlots() {
    int n = 4096;
    long t = 1032193;
    BfvParameters parameters = parameters(n, 40, 2, 0, t);
    SplittableRandom random = new SplittableRandom(6);
    try (HeContext context = SEAL.newContext(parameters);
        Plaintext mask = context.encodeSlots(random(random, n, 256))) {
      long[] weights = context.coefficients(mask);
      // The squares of n uniform numbers have a relative spread of √(4/(5n)), 1.4 %.
      double generic = PlainProductNoise.slotNormSquared(n, log2(t));
      assertEquals(1, normSquared(weights, t) / generic, 0.06);
      assertProduct(parameters, weights, random);
    }
  }

  private static double normSquared(long[] weights, long t) {
    double norm = 0;
    for (long weight : weights) {
      double centred = weight > t / 2 ? weight - t : weight;
      norm += centred * centred;
    }
    return norm;
  }

  private static void assertProduct(
      BfvParameters parameters, long[] weights, SplittableRandom random) {
    int n = parameters.polyDegree();
    long t = parameters.plainModulus();
    Meter meter = new Meter();
    try (HeContext context = SEAL.newContext(parameters);
        Plaintext plain = context.newPlaintext(weights)) {
      for (int i = 0; i < 32; i++) {
        long[] message = new long[n];
        message[0] = random.nextLong(1, t);
        long[] expected = new long[n];
        for (int j = 0; j < n; j++) {
          expected[j] = Primes.mulMod(message[0], weights[j], t);
        }
        try (SecretKey secret = context.newSecretKey();
            Plaintext constant = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(constant, secret);
            Ciphertext product = context.multiplyPlain(fresh, plain)) {
          meter.add(NoisePolynomial.measure(context, product, secret, expected));
        }
      }
    }
    // A constant message is rounded in one coefficient only: the scaling's 1/12 is not there.
    meter.assertStd(PlainProductNoise.known(SampledVariance.ERROR, normSquared(weights, t)), 0.04);
  }

  @Test
  void rotation() {
    int n = 4096;
    // P of 30 bits below primes of 36: key switching dominates everything else.
    BfvParameters parameters = parameters(n, 36, 2, 30, 65537);
    List<Double> logPrimes = parameters.dataPrimes().stream().map(q -> log2((double) q)).toList();
    double logP = log2(parameters.specialPrime().orElseThrow());
    SplittableRandom random = new SplittableRandom(7);
    Meter meter = new Meter();
    try (HeContext context = SEAL.newContext(parameters)) {
      int element = context.galoisElement(1);
      for (int i = 0; i < 40; i++) {
        long[] slots = random(random, n, 65537);
        try (SecretKey secret = context.newSecretKey();
            GaloisKeys keys = context.newGaloisKeys(secret, element);
            Plaintext plain = context.encodeSlots(slots);
            Ciphertext fresh = context.encryptSymmetric(plain, secret);
            Ciphertext rotated = context.rotateRows(fresh, 1, keys);
            Plaintext expected = context.encodeSlots(rotatedLeft(slots))) {
          meter.add(
              NoisePolynomial.measure(context, rotated, secret, context.coefficients(expected)));
        }
      }
    }
    // Three quarters of it are a bias that each key fixes, a sum of n errors that wraps around:
    // smooth over the coefficients, so that 40 keys average little.
    meter.assertStd(FreshNoise.symmetric() + KeySwitchNoise.uncentred(n, logPrimes, logP), 0.25);
  }

  private static long[] rotatedLeft(long[] slots) {
    int row = slots.length / 2;
    long[] rotated = new long[slots.length];
    for (int i = 0; i < row; i++) {
      rotated[i] = slots[(i + 1) % row];
      rotated[row + i] = slots[row + (i + 1) % row];
    }
    return rotated;
  }

  @Test
  void modSwitch() {
    int n = 4096;
    long t = 65537;
    BfvParameters parameters = parameters(n, 30, 2, 0, t);
    SplittableRandom random = new SplittableRandom(8);
    Meter meter = new Meter();
    try (HeContext context = SEAL.newContext(parameters)) {
      for (int i = 0; i < 40; i++) {
        long[] message = random(random, n, t);
        try (SecretKey secret = context.newSecretKey();
            Plaintext plain = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(plain, secret);
            Ciphertext switched = context.modSwitch(fresh)) {
          meter.add(NoisePolynomial.measure(context, switched, secret, message));
        }
      }
    }
    meter.assertStd(ModSwitchNoise.after(FreshNoise.symmetric(), 30, n), 0.025);
  }

  /** At a q that is too small, SEAL fails as often as predicted. */
  @ParameterizedTest
  @ValueSource(doubles = {12.1, 12.7})
  void failures(double bitsAboveT) {
    int n = 2048;
    int logT = 20;
    long t = 1L << logT;
    long q = Primes.smallestAbove((long) Math.pow(2, logT + bitsAboveT), 2L * n);
    BfvParameters parameters = new BfvParameters(n, List.of(q), OptionalLong.empty(), t);
    SplittableRandom random = new SplittableRandom(9);
    long[] weights = new long[n];
    for (int i = 0; i < 150; i++) {
      weights[random.nextInt(n)] = Math.floorMod(random.nextLong(-60, 61), t);
    }
    double variance = PlainProductNoise.known(SampledVariance.ERROR, normSquared(weights, t));
    double predicted = Math.pow(2, DecryptionFailure.log2Rate(variance, log2(q), logT));
    assertTrue(predicted > 1e-4 && predicted < 0.2, "the test's own q gives " + predicted);
    int failures = 0;
    int trials = 0;
    try (HeContext context = SEAL.newContext(parameters);
        Plaintext plain = context.newPlaintext(weights)) {
      for (int i = 0; i < 120; i++) {
        long[] message = {random.nextLong(1, t)};
        long[] expected = new long[n];
        for (int j = 0; j < n; j++) {
          expected[j] = Primes.mulMod(message[0], weights[j], t);
        }
        try (SecretKey secret = context.newSecretKey();
            Plaintext constant = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(constant, secret);
            Ciphertext product = context.multiplyPlain(fresh, plain)) {
          failures += NoisePolynomial.measure(context, product, secret, expected).failures();
          trials += n;
        }
      }
    }
    // Neighbours share errors, so that failures bunch: 2 % of the standard deviation is allowed
    // beside the interval.
    double loose = DEVIATION * slope(variance, log2(q), logT);
    ConfidenceInterval interval =
        new ClopperPearsonInterval().createInterval(trials, failures, 0.999);
    assertTrue(
        predicted > interval.getLowerBound() * (1 - loose)
            && predicted < interval.getUpperBound() * (1 + loose),
        predicted + " outside " + interval.getLowerBound() + ".." + interval.getUpperBound());
  }

  /** The relative change of the failure rate for that of the standard deviation. */
  private static double slope(double variance, double logQ, double logT) {
    double rate = DecryptionFailure.log2Rate(variance, logQ, logT);
    double wider = DecryptionFailure.log2Rate(variance * 1.0201, logQ, logT);
    return (Math.pow(2, wider - rate) - 1) / 0.01;
  }
}
