package org.autoprivacy.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.kernel.Automorphism;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.Primes;
import org.autoprivacy.ring.RnsRing;
import org.junit.jupiter.api.Test;

/**
 * Formulas of what SEAL does not do, held against ciphertexts that are made so by hand: floor
 * scaling, bits dropped for the wire, centred digits, hoisted sums.
 */
class CiphertextNoiseTest {

  private static final int N = 2048;

  private static BfvParameters parameters(int bits, int limbs, int specialBits, long t) {
    List<Long> primes = Primes.largest(bits, 2L * N, limbs);
    return new BfvParameters(
        N,
        primes,
        specialBits == 0
            ? OptionalLong.empty()
            : OptionalLong.of(Primes.largest(specialBits, 2L * N, 1).getFirst()),
        t);
  }

  private static double meanSquare(NoisePolynomial noise) {
    return noise.variance();
  }

  @Test
  void floorScaling() {
    long t = 40961; // q mod t is as large as t
    BfvParameters parameters = parameters(50, 1, 0, t);
    long q = parameters.dataPrimes().getFirst();
    long remainder = q % t;
    assertTrue(remainder > 1000, "the test's q mod t is " + remainder);
    SplittableRandom random = new SplittableRandom(1);
    long[] weights = new long[N];
    for (int i = 0; i < 40; i++) {
      weights[random.nextInt(N)] = random.nextInt(2) == 0 ? 1 : t - 1;
    }
    double fresh = 0;
    double product = 0;
    int runs = 30;
    double norm = PlainProductNoise.normSquared(weights, t);
    try (HeContext context = JavaBackend.instance().newContext(parameters);
        Plaintext zero = context.newPlaintext(new long[N]);
        Plaintext plain = context.newPlaintext(weights)) {
      for (int run = 0; run < runs; run++) {
        long[] message = random.longs(N, 0, t).toArray();
        try (SecretKey secret = context.newSecretKey();
            Ciphertext empty = context.encryptSymmetric(zero, secret)) {
          CiphertextData data = context.export(empty);
          long[] values = data.coefficients();
          for (int j = 0; j < N; j++) {
            values[j] = (values[j] + q / t * message[j]) % q;
          }
          try (Ciphertext scaled =
                  context.importCiphertext(new CiphertextData(2, 1, false, values));
              Ciphertext result = context.multiplyPlain(scaled, plain)) {
            fresh += meanSquare(NoisePolynomial.measure(context, scaled, secret, message)) / runs;
            product +=
                meanSquare(
                        NoisePolynomial.measure(
                            context, result, secret, product(message, weights, t)))
                    / runs;
          }
        }
      }
    }
    double plainNoise = FloorScalingNoise.fresh(FreshNoise.symmetric());
    assertEquals(1, fresh / (plainNoise + FloorScalingNoise.uncentred(remainder, 1)), 0.03);
    // The bias of one set of weights is one draw: within the spread over weights.
    double bias = biasOf(weights, t) * remainder * remainder / 4;
    assertEquals(
        1, product / (plainNoise * norm + FloorScalingNoise.centred(remainder, norm) + bias), 0.03);
  }

  /** Mean over the coefficients of (Σ ±w_i)², the weights' product with 1 + X + … + X^(n-1). */
  private static double biasOf(long[] weights, long t) {
    double sum = 0;
    for (int k = 0; k < N; k++) {
      double here = 0;
      for (int i = 0; i < N; i++) {
        double w = weights[i] > t / 2 ? weights[i] - t : weights[i];
        here += i <= k ? w : -w;
      }
      sum += here * here / N;
    }
    return sum;
  }

  private static long[] product(long[] a, long[] b, long t) {
    long[] product = new long[N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; b[i] != 0 && j < N; j++) {
        int k = (i + j) % N;
        long term = a[j] * b[i] % t;
        product[k] = Math.floorMod(product[k] + (i + j < N ? term : -term), t);
      }
    }
    return product;
  }

  @Test
  void bitsDroppedForTheWire() {
    BfvParameters parameters = parameters(50, 1, 0, 65537);
    double cut = 0;
    double knownSecrets = 0;
    double rounded = 0;
    int runs = 24;
    int first = 20;
    int second = 15;
    SplittableRandom random = new SplittableRandom(2);
    try (HeContext context = JavaBackend.instance().newContext(parameters)) {
      long q = parameters.dataPrimes().getFirst();
      for (int run = 0; run < runs; run++) {
        long[] message = random.longs(N, 0, 65537).toArray();
        try (SecretKey secret = context.newSecretKey();
            Plaintext plain = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(plain, secret)) {
          long[] values = context.export(fresh).coefficients();
          cut += truncated(context, secret, values, message, first, second, 0, q) / runs;
          knownSecrets += cutUnder(context.export(secret), first, second) / runs;
          rounded += truncated(context, secret, values, message, first, second, 1, q) / runs;
        }
      }
    }
    // The mean of c1's cut bits meets the same secret in every coefficient: a random walk, which
    // 24 secrets average little. It is taken as known here. Rounding has no such part.
    assertEquals(1, cut / knownSecrets, 0.04);
    double mean = 0;
    int secrets = 2000;
    for (int i = 0; i < secrets; i++) {
      mean += cutUnder(random.longs(N, -1, 2).toArray(), first, second) / secrets;
    }
    assertEquals(1, mean / WireTruncationNoise.cut(N, first, second), 0.05);
    assertEquals(1, rounded / WireTruncationNoise.rounded(N, first, second), 0.02);
    assertEquals(0, WireTruncationNoise.cut(N, 0, 0));
    assertEquals(0, WireTruncationNoise.rounded(N, 0, 0));
    assertEquals(0.5, WireTruncationNoise.rounded(N, 1, 0), 1e-12); // of 0 and -1
  }

  /** Mean square of the noise of cut bits under a known ternary secret, uniform bits. */
  private static double cutUnder(long[] secret, int first, int second) {
    double squares = 0;
    long sum = 0;
    for (long s : secret) {
      squares += s * s;
      sum -= s;
    }
    double bias = 0;
    for (long s : secret) {
      sum += 2 * s;
      double here = (Math.pow(2, first) - 1) / 2 + (Math.pow(2, second) - 1) / 2 * sum;
      bias += here * here / N;
    }
    return (Math.pow(4, first) - 1) / 12 + squares * (Math.pow(4, second) - 1) / 12 + bias;
  }

  private static double truncated(
      HeContext context,
      SecretKey secret,
      long[] values,
      long[] message,
      int first,
      int second,
      int half,
      long q) {
    long[] dropped = new long[values.length];
    for (int j = 0; j < values.length; j++) {
      int bits = j < N ? first : second;
      long shifted = ((values[j] + ((long) half << (bits - 1))) >> bits) << bits;
      dropped[j] = shifted % q;
    }
    try (Ciphertext sent = context.importCiphertext(new CiphertextData(2, 1, false, dropped))) {
      return meanSquare(NoisePolynomial.measure(context, sent, secret, message));
    }
  }

  /** A key switch by hand, with SEAL's keys and digits in (-q_j/2, q_j/2). */
  @Test
  void centredDigits() {
    BfvParameters parameters = parameters(40, 2, 34, 65537);
    List<Long> primes = new ArrayList<>(parameters.dataPrimes());
    primes.add(parameters.specialPrime().orElseThrow());
    RnsRing ring = RnsRing.of(N, primes);
    int element = 3;
    double measured = 0;
    int runs = 24;
    SplittableRandom random = new SplittableRandom(3);
    try (HeContext context = JavaBackend.instance().newContext(parameters)) {
      for (int run = 0; run < runs; run++) {
        long[] message = random.longs(N, 0, 65537).toArray();
        try (SecretKey secret = context.newSecretKey();
            GaloisKeys keys = context.newGaloisKeys(secret, element);
            Plaintext plain = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(plain, secret);
            Ciphertext moved =
                context.importCiphertext(
                    switched(
                        ring, context.export(fresh), context.export(keys, element), element))) {
          long[] expected = new long[N];
          Automorphism.of(N, element).applyToCoefficients(expected, 0, message, 0, 65537);
          measured += meanSquare(NoisePolynomial.measure(context, moved, secret, expected)) / runs;
        }
      }
    }
    List<Double> logPrimes = parameters.dataPrimes().stream().map(LogSpace::log2).toList();
    double logP = LogSpace.log2(primes.getLast());
    double predicted = FreshNoise.symmetric() + KeySwitchNoise.centred(N, logPrimes, logP);
    assertEquals(1, Math.sqrt(measured / predicted), 0.02);
    assertTrue(KeySwitchNoise.uncentred(N, logPrimes, logP) > 3.9 * predicted);
  }

  private static CiphertextData switched(
      RnsRing ring, CiphertextData data, SwitchingKeyData key, int element) {
    int limbs = data.limbs();
    Automorphism automorphism = Automorphism.of(N, element);
    long[] values = data.coefficients();
    long[] first = ring.newPolynomial(limbs);
    long[] second = ring.newPolynomial(limbs);
    ring.applyToCoefficients(first, Arrays.copyOf(values, limbs * N), automorphism);
    ring.applyToCoefficients(
        second, Arrays.copyOfRange(values, limbs * N, 2 * limbs * N), automorphism);
    long[][] sums = {ring.newPolynomial(limbs + 1), ring.newPolynomial(limbs + 1)};
    long[] digit = ring.newPolynomial(limbs + 1);
    for (int j = 0; j < limbs; j++) {
      long prime = ring.base().modulus(j).value();
      for (int i = 0; i <= limbs; i++) {
        long modulus = ring.base().modulus(i).value();
        for (int k = 0; k < N; k++) {
          long d = second[j * N + k];
          digit[i * N + k] = Math.floorMod(d > prime / 2 ? d - prime : d, modulus);
        }
      }
      ring.forward(digit);
      for (int half = 0; half < 2; half++) {
        int at = (2 * j + half) * key.keyLimbs() * N;
        ring.multiplyAdd(
            sums[half], digit, Arrays.copyOfRange(key.values(), at, at + key.keyLimbs() * N));
      }
    }
    long[] result = new long[2 * limbs * N];
    for (int half = 0; half < 2; half++) {
      ring.inverse(sums[half]);
      long[] divided = ring.newPolynomial(limbs);
      ring.divideByLast(divided, sums[half]);
      if (half == 0) {
        ring.add(divided, divided, first);
      }
      System.arraycopy(divided, 0, result, half * limbs * N, limbs * N);
    }
    return new CiphertextData(2, limbs, false, result);
  }

  /** Many rotations by keys of their own, hoisted where the engine can, weighted and summed. */
  @Test
  void hoistedSums() {
    BfvParameters parameters = parameters(40, 2, 34, 65537);
    int[] elements = {3, 9, 27, 81};
    long[] factors = {5, 1, 3, 2};
    List<Double> logPrimes = parameters.dataPrimes().stream().map(LogSpace::log2).toList();
    double logP = LogSpace.log2(parameters.specialPrime().orElseThrow());
    double measured = 0;
    int runs = 30;
    SplittableRandom random = new SplittableRandom(4);
    try (HeContext context = JavaBackend.instance().newContext(parameters)) {
      for (int run = 0; run < runs; run++) {
        long[] message = random.longs(N, 0, 65537).toArray();
        try (SecretKey secret = context.newSecretKey();
            GaloisKeys keys = context.newGaloisKeys(secret, elements);
            Plaintext plain = context.newPlaintext(message);
            Ciphertext fresh = context.encryptSymmetric(plain, secret)) {
          List<Ciphertext> rotated = context.applyGaloisHoisted(fresh, elements, keys);
          long[] expected = new long[N];
          long[] moved = new long[N];
          Ciphertext sum = null;
          for (int a = 0; a < elements.length; a++) {
            Automorphism.of(N, elements[a]).applyToCoefficients(moved, 0, message, 0, 65537);
            for (int j = 0; j < N; j++) {
              expected[j] = (expected[j] + factors[a] * moved[j]) % 65537;
            }
            try (Plaintext factor = context.newPlaintext(new long[] {factors[a]})) {
              Ciphertext product = context.multiplyPlain(rotated.get(a), factor);
              if (sum == null) {
                sum = product;
              } else {
                context.addInPlace(sum, product);
                product.close();
              }
            }
            rotated.get(a).close();
          }
          try (Ciphertext result = sum) {
            measured +=
                meanSquare(NoisePolynomial.measure(context, result, secret, expected)) / runs;
          }
        }
      }
    }
    List<Double> norms = Arrays.stream(factors).mapToObj(f -> (double) f * f).toList();
    double predicted = HoistedSumNoise.uncentred(FreshNoise.symmetric(), norms, N, logPrimes, logP);
    double share = 1 - FreshNoise.symmetric() * 39 / predicted;
    // The bias of 30 draws of keys: five standard deviations of its mean.
    double spread = Math.sqrt(OperandSpread.keySwitch(share) / runs);
    assertEquals(1, measured / predicted, 5 * spread);
    assertTrue(
        HoistedSumNoise.centred(FreshNoise.symmetric(), norms, N, logPrimes, logP) < predicted / 2);
  }
}
