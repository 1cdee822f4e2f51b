package org.autoprivacy.bfv.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our engine against SEAL on the same keys, plaintexts and ciphertexts: not a bit may differ. */
final class SealCrossCheckTest {

  private static final HeBackend SEAL = SealBackend.ffm();
  private static final HeBackend OURS = JavaBackend.instance();

  @BeforeEach
  void needsSeal() {
    Assumptions.assumeTrue(SEAL.isAvailable(), SEAL.detail());
  }

  /** Parameter sets that differ in n, widths, order of primes, special prime, and size of t. */
  private static BfvParameters parameters(String name) {
    return switch (name) {
      case "1024" -> set(1024, List.of(27), 0, 12289);
      case "2048 special" -> set(2048, List.of(27), 27, 12289);
      case "2048 wide" -> set(2048, List.of(54), 0, 65537);
      case "4096" -> set(4096, List.of(36, 36), 37, 65537);
      case "4096 mixed" -> set(4096, List.of(30, 59, 48), 36, 1032193);
      case "4096 no special" -> set(4096, List.of(36, 40, 36), 0, 65537);
      case "2048 large t" -> set(2048, List.of(30, 40, 47), 50, Primes.largest(33, 4096, 1).get(0));
      case "2048 unbatched" -> set(2048, List.of(43, 44), 44, 1L << 20);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static BfvParameters set(int n, List<Integer> bits, int special, long t) {
    Map<Integer, Integer> used = new HashMap<>();
    List<Long> primes =
        bits.stream()
            .map(width -> {
              int index = used.merge(width, 1, Integer::sum) - 1;
              return Primes.largest(width, 2L * n, index + 1).get(index);
            })
            .toList();
    OptionalLong last =
        special == 0
            ? OptionalLong.empty()
            : OptionalLong.of(Primes.largest(special, 2L * n, 5).get(4));
    return new BfvParameters(n, primes, last, t);
  }

  private static long[] random(long seed, int length, long bound) {
    return new SplittableRandom(seed).longs(length, 0, bound).toArray();
  }

  /** A ciphertext of any residues: decryption of it makes no sense, and still has to agree. */
  private static CiphertextData anything(BfvParameters parameters, long seed, int size, int limbs) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = parameters.polyDegree();
    long[] values = new long[size * limbs * n];
    for (int i = 0; i < values.length; i++) {
      long q = parameters.dataPrimes().get(i / n % limbs);
      // Extremes are frequent.
      values[i] =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> q - 1;
            case 2 -> q / 2 + random.nextInt(2);
            default -> random.nextLong(q);
          };
    }
    return new CiphertextData(size, limbs, false, values);
  }

  /** Both engines with the same keys. */
  private static final class Pair implements AutoCloseable {
    final Side seal;
    final Side ours;

    Pair(BfvParameters parameters, int... elements) {
      HeContext context = SEAL.newContext(parameters);
      try (SecretKey key = context.newSecretKey();
          PublicKey published = context.newPublicKey(key)) {
        long[] secret = context.export(key);
        Map<Integer, SwitchingKeyData> galois = new HashMap<>();
        SwitchingKeyData relin = null;
        if (parameters.specialPrime().isPresent()) {
          try (GaloisKeys keys = context.newGaloisKeys(key, elements);
              RelinearizationKey square = context.newRelinearizationKey(key)) {
            for (int element : elements) {
              galois.put(element, context.export(keys, element));
            }
            relin = context.export(square);
          }
        }
        CiphertextData open = context.export(published);
        seal = new Side(context, secret, open, galois, relin);
        ours = new Side(OURS.newContext(parameters), secret, open, galois, relin);
      }
    }

    /** Runs on both and compares the bits. */
    void same(String what, Function<Side, long[]> operation) {
      assertArrayEquals(operation.apply(seal), operation.apply(ours), what);
    }

    @Override
    public void close() {
      seal.context.close();
      ours.context.close();
    }
  }

  /** One engine with keys. */
  private static final class Side {
    final HeContext context;
    final SecretKey key;
    final PublicKey published;
    final Optional<GaloisKeys> galois;
    final Optional<RelinearizationKey> relin;

    Side(
        HeContext context,
        long[] secret,
        CiphertextData published,
        Map<Integer, SwitchingKeyData> galois,
        @Nullable SwitchingKeyData relin) {
      this.context = context;
      key = context.importSecretKey(secret);
      this.published = context.importPublicKey(published);
      this.relin = Optional.ofNullable(relin).map(context::importRelinearizationKey);
      this.galois =
          relin == null ? Optional.empty() : Optional.of(context.importGaloisKeys(galois));
    }

    Ciphertext in(CiphertextData data) {
      return context.importCiphertext(data);
    }

    long[] out(Ciphertext ciphertext) {
      long[] values = context.export(ciphertext).coefficients();
      ciphertext.close();
      return values;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1024",
        "2048 special",
        "2048 wide",
        "4096",
        "4096 mixed",
        "4096 no special",
        "2048 large t",
        "2048 unbatched"
      })
  void deterministicOperationsAgree(String name) {
    BfvParameters parameters = parameters(name);
    int n = parameters.polyDegree();
    long t = parameters.plainModulus();
    try (Pair pair = new Pair(parameters)) {
      long[] message = random(1, n, t);
      message[0] = 0;
      message[1] = t - 1;
      message[2] = t / 2;
      message[3] = (t + 1) / 2;
      long[] monomial = new long[n];
      monomial[n / 3] = t - 2;
      for (int limbs = 1; limbs <= parameters.limbs(); limbs++) {
        int level = limbs;
        if (!exists(parameters, level)) {
          continue;
        }
        CiphertextData a = anything(parameters, 2, 2, level);
        CiphertextData b = anything(parameters, 3, 2, level);
        CiphertextData three = anything(parameters, 4, 3, level);
        pair.same("add", s -> s.out(s.context.add(s.in(a), s.in(b))));
        pair.same("add three", s -> s.out(s.context.add(s.in(a), s.in(three))));
        pair.same("subtract", s -> s.out(s.context.subtract(s.in(a), s.in(b))));
        pair.same("subtract three", s -> s.out(s.context.subtract(s.in(a), s.in(three))));
        for (long[] plain : List.of(message, monomial)) {
          Function<Side, Plaintext> in = s -> s.context.newPlaintext(plain);
          pair.same("add plain", s -> s.out(s.context.addPlain(s.in(a), in.apply(s))));
          pair.same("subtract plain", s -> s.out(s.context.subtractPlain(s.in(a), in.apply(s))));
          pair.same("plain product", s -> s.out(s.context.multiplyPlain(s.in(a), in.apply(s))));
          pair.same("lift", s -> s.context.export(s.context.toNtt(in.apply(s), level)));
          pair.same(
              "NTT product",
              s ->
                  s.out(
                      s.context.multiplyPlain(
                          s.context.toNtt(s.in(a)), s.context.toNtt(in.apply(s), level))));
        }
        pair.same("to NTT", s -> s.out(s.context.toNtt(s.in(three))));
        for (CiphertextData data : List.of(a, three)) {
          pair.same("phase", s -> s.context.phase(s.in(data), s.key));
          pair.same("NTT phase", s -> s.context.phase(s.context.toNtt(s.in(data)), s.key));
          pair.same("decrypt", s -> s.context.coefficients(s.context.decrypt(s.in(data), s.key)));
          pair.same("budget", s -> new long[] {s.context.noiseBudgetBits(s.in(data), s.key)});
          if (level > 1 && exists(parameters, level - 1)) {
            pair.same("mod switch", s -> s.out(s.context.modSwitch(s.in(data))));
          }
        }
        if (parameters.specialPrime().isPresent()) {
          pair.same(
              "relinearize", s -> s.out(s.context.relinearize(s.in(three), s.relin.orElseThrow())));
        }
      }
      if (parameters.supportsBatching()) {
        pair.same("encode", s -> s.context.export(s.context.encodeSlots(message)));
        pair.same("decode", s -> s.context.decodeSlots(s.context.newPlaintext(message)));
      }
    }
  }

  private static boolean exists(BfvParameters parameters, int limbs) {
    double bits = parameters.dataPrimes().subList(0, limbs).stream().mapToDouble(Math::log).sum();
    return bits > Math.log(parameters.plainModulus());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2048 special", "4096", "4096 mixed", "2048 large t"})
  void automorphismsAgree(String name) {
    BfvParameters parameters = parameters(name);
    int n = parameters.polyDegree();
    int[] elements = {3, 9, 2 * n - 1, n + 1, 1};
    try (Pair pair = new Pair(parameters, elements)) {
      for (int limbs = 1; limbs <= parameters.limbs(); limbs++) {
        if (!exists(parameters, limbs)) {
          continue;
        }
        CiphertextData a = anything(parameters, 5, 2, limbs);
        for (int element : elements) {
          pair.same(
              "element " + element,
              s -> s.out(s.context.applyGalois(s.in(a), element, s.galois.orElseThrow())));
        }
        for (int steps : new int[] {0, 1, 2, 3}) {
          pair.same(
              "rows by " + steps,
              s -> {
                if (steps == 3) {
                  // 3 = 4 - 1: neither has its key.
                  return new long[] {refusal(s, a, steps)};
                }
                return s.out(s.context.rotateRows(s.in(a), steps, s.galois.orElseThrow()));
              });
        }
        pair.same("columns", s -> s.out(s.context.rotateColumns(s.in(a), s.galois.orElseThrow())));
      }
    }
  }

  private static long refusal(Side side, CiphertextData a, int steps) {
    try {
      side.context.rotateRows(side.in(a), steps, side.galois.orElseThrow());
      return 0;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).hashCode();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1024", "2048 special", "4096", "4096 mixed", "4096 no special"})
  void eachDecryptsWhatTheOtherEncrypts(String name) {
    BfvParameters parameters = parameters(name);
    int n = parameters.polyDegree();
    long[] message = random(6, n, parameters.plainModulus());
    try (Pair pair = new Pair(parameters)) {
      for (Side from : List.of(pair.seal, pair.ours)) {
        Side to = from == pair.seal ? pair.ours : pair.seal;
        try (Plaintext plain = from.context.newPlaintext(message);
            Ciphertext symmetric = from.context.encryptSymmetric(plain, from.key);
            Ciphertext open = from.context.encryptPublic(plain, from.published);
            PublicKey fresh = from.context.newPublicKey(from.key);
            PublicKey imported = to.context.importPublicKey(from.context.export(fresh));
            Plaintext again = to.context.newPlaintext(message);
            Ciphertext other = to.context.encryptPublic(again, imported)) {
          for (Ciphertext c : List.of(symmetric, open)) {
            Ciphertext there = to.in(from.context.export(c));
            assertArrayEquals(message, to.context.coefficients(to.context.decrypt(there, to.key)));
            assertEquals(
                from.context.noiseBudgetBits(c, from.key),
                to.context.noiseBudgetBits(there, to.key));
          }
          assertArrayEquals(message, to.context.coefficients(to.context.decrypt(other, to.key)));
        }
      }
      // Fresh noise is that of SEAL: the standard deviations of n values lie within 10 %.
      assertEquals(
          1, deviation(pair.ours, message, true) / deviation(pair.seal, message, true), .1);
      assertEquals(
          1, deviation(pair.ours, message, false) / deviation(pair.seal, message, false), .2);
    }
  }

  private static double deviation(Side side, long[] message, boolean symmetric) {
    try (Plaintext plain = side.context.newPlaintext(message);
        Ciphertext c =
            symmetric
                ? side.context.encryptSymmetric(plain, side.key)
                : side.context.encryptPublic(plain, side.published)) {
      return NoisePolynomial.measure(side.context, c, side.key, message).standardDeviation();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4096", "4096 mixed"})
  void productsDecryptAlikeWithNoMoreNoise(String name) {
    BfvParameters parameters = parameters(name);
    int n = parameters.polyDegree();
    long t = parameters.plainModulus();
    long[] a = random(7, n, t);
    long[] b = random(8, n, t);
    long[] expected = product(a, b, t, n);
    try (Pair pair = new Pair(parameters);
        Plaintext p = pair.seal.context.newPlaintext(a);
        Plaintext q = pair.seal.context.newPlaintext(b);
        Ciphertext x = pair.seal.context.encryptSymmetric(p, pair.seal.key);
        Ciphertext y = pair.seal.context.encryptSymmetric(q, pair.seal.key)) {
      CiphertextData xs = pair.seal.context.export(x);
      CiphertextData ys = pair.seal.context.export(y);
      double seal = productNoise(pair.seal, xs, ys, expected);
      double ours = productNoise(pair.ours, xs, ys, expected);
      assertTrue(
          Math.log(ours / seal) / Math.log(2) <= 0.5, "SEAL's noise " + seal + ", ours " + ours);
    }
  }

  /** The standard deviation of the noise of a relinearised product that decrypts as it should. */
  private static double productNoise(
      Side side, CiphertextData a, CiphertextData b, long[] expected) {
    try (Ciphertext x = side.in(a);
        Ciphertext y = side.in(b);
        Ciphertext product = side.context.multiply(x, y);
        Ciphertext two = side.context.relinearize(product, side.relin.orElseThrow())) {
      for (Ciphertext c : List.of(product, two)) {
        assertArrayEquals(expected, side.context.coefficients(side.context.decrypt(c, side.key)));
      }
      return NoisePolynomial.measure(side.context, two, side.key, expected).standardDeviation();
    }
  }

  /** a·b modulo X^n+1 and t, term by term. */
  private static long[] product(long[] a, long[] b, long t, int n) {
    long[] sums = new long[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sums[i + j] = (sums[i + j] + a[i] * b[j]) % t;
      }
    }
    long[] result = new long[n];
    Arrays.setAll(result, i -> Math.floorMod(sums[i] - sums[i + n], t));
    return result;
  }
}
