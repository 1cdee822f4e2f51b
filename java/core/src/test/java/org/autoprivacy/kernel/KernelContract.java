package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.autoprivacy.math.Primes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kernel must do, held against definitions and against the scalar kernel. */
abstract class KernelContract {

  /** Largest primes of these bits are tried: both sides of every width class. */
  private static final int[] BITS = {19, 20, 31, 36, 47, 48, 49, 50, 51, 60, 61};

  private static final int PAD = 5;

  abstract KernelKind kind();

  static Stream<Arguments> sizes() {
    return Stream.of(64, 128, 256, 512, 1024, 2048)
        .flatMap(n -> Arrays.stream(BITS).mapToObj(bits -> Arguments.of(n, bits)));
  }

  static Stream<Arguments> smallSizes() {
    return Arrays.stream(BITS).mapToObj(bits -> Arguments.of(64, bits));
  }

  static Stream<Arguments> largeSizes() {
    Stream<Arguments> wide =
        Stream.of(4096, 16384, 65536)
            .flatMap(n -> Stream.of(31, 48, 50, 61).map(bits -> Arguments.of(n, bits)));
    // No prime below 2^19 serves larger degrees.
    Stream<Arguments> narrow =
        Stream.of(
            Arguments.of(4096, 19),
            Arguments.of(8192, 18),
            Arguments.of(16384, 18),
            Arguments.of(32768, 17));
    return Stream.concat(narrow, wide);
  }

  static long prime(int n, int bits) {
    return Primes.largest(bits, 2L * n, 1).getFirst();
  }

  /**
   * Inputs below the bound: zero, the extremes in patterns that make sums grow, and random ones.
   */
  static List<long[]> inputs(int n, long bound, long seed) {
    Random random = new Random(seed);
    LongUnaryOperator[] patterns = {
      i -> 0,
      i -> bound - 1,
      i -> i % 2 == 0 ? bound - 1 : 0,
      i -> i < n / 2 ? bound - 1 : 0,
      i -> Long.bitCount(i) % 2 == 0 ? bound - 1 : 0,
      i -> i == 0 ? 1 : 0,
      i -> random.nextBoolean() ? bound - 1 : 0,
      i -> Math.floorMod(random.nextLong(), bound)
    };
    return Arrays.stream(patterns).map(p -> fill(n, p)).toList();
  }

  private static long[] fill(int n, LongUnaryOperator pattern) {
    long[] values = new long[n];
    Arrays.setAll(values, pattern::applyAsLong);
    return values;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void transformsEqualTheReference(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic reference = LimbArithmetic.of(n, q, KernelKind.SCALAR);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    for (long[] input : inputs(n, 4 * q, bits)) {
      long[] expected = input.clone();
      reference.forward(expected, 0);
      assertArrayEquals(expected, padded(input, limb::forward), "forward");
      long[] lazy = padded(input, limb::forwardLazy);
      assertCongruent(expected, lazy, q, 4);
      assertArrayEquals(modulo(input, q), padded(expected, limb::inverse), "inverse");
    }
    for (long[] input : inputs(n, 2 * q, bits)) {
      long[] expected = input.clone();
      reference.inverse(expected, 0);
      assertArrayEquals(expected, padded(input, limb::inverse), "inverse");
      assertCongruent(expected, padded(input, limb::inverseLazy), q, 2);
    }
  }

  @ParameterizedTest
  @MethodSource("largeSizes")
  void largeTransformsEqualTheReference(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic reference = LimbArithmetic.of(n, q, KernelKind.SCALAR);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    List<long[]> inputs = inputs(n, q, n);
    for (long[] input : List.of(inputs.get(1), inputs.get(3), inputs.getLast())) {
      long[] expected = input.clone();
      reference.forward(expected, 0);
      long[] actual = padded(input, limb::forward);
      assertArrayEquals(expected, actual);
      assertArrayEquals(input, padded(actual, limb::inverse));
      long[] coefficients = input.clone();
      reference.inverse(coefficients, 0);
      assertArrayEquals(coefficients, padded(input, limb::inverse));
    }
  }

  /** Runs in the middle of a larger array and checks that its margins are untouched. */
  private static long[] padded(long[] input, java.util.function.ObjIntConsumer<long[]> operation) {
    long[] values = new long[input.length + 2 * PAD];
    Arrays.fill(values, -7);
    System.arraycopy(input, 0, values, PAD, input.length);
    operation.accept(values, PAD);
    for (int i = 0; i < PAD; i++) {
      assertEquals(-7, values[i]);
      assertEquals(-7, values[values.length - 1 - i]);
    }
    return Arrays.copyOfRange(values, PAD, PAD + input.length);
  }

  private static void assertCongruent(long[] expected, long[] lazy, long q, int factor) {
    for (int i = 0; i < lazy.length; i++) {
      assertTrue(lazy[i] >= 0 && lazy[i] < factor * q, "lazy value " + lazy[i] + " at " + i);
      assertEquals(expected[i], lazy[i] % q, "at " + i);
    }
  }

  private static long[] modulo(long[] values, long q) {
    return Arrays.stream(values).map(v -> v % q).toArray();
  }

  @ParameterizedTest
  @MethodSource("smallSizes")
  void elementsEqualTheDefinition(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    List<long[]> inputs = inputs(n, q, bits + 1L);
    for (long[] a : inputs) {
      for (long[] b : List.of(inputs.get(1), inputs.get(2), inputs.getLast())) {
        check(n, i -> addMod(a[i], b[i], q), out -> limb.add(out, PAD, a, 0, b, 0));
        check(n, i -> addMod(a[i], (q - b[i]) % q, q), o -> limb.subtract(o, PAD, a, 0, b, 0));
        check(n, i -> Primes.mulMod(a[i], b[i], q), o -> limb.multiply(o, PAD, a, 0, b, 0));
        check(
            n,
            i -> addMod(5 % q, Primes.mulMod(a[i], b[i], q), q),
            o -> {
              Arrays.fill(o, PAD, PAD + n, 5);
              limb.multiplyAdd(o, PAD, a, 0, b, 0);
            });
        FixedOperand factor = limb.fixed(b, 0);
        check(n, i -> Primes.mulMod(a[i], b[i], q), o -> limb.multiply(o, PAD, a, 0, factor));
        check(n, i -> Primes.mulMod(a[i], b[0], q), o -> limb.multiplyScalar(o, PAD, a, 0, b[0]));
      }
      check(n, i -> (q - a[i]) % q, o -> limb.negate(o, PAD, a, 0));
    }
    long[] wide = inputs.get(2);
    FixedOperand factor = limb.fixed(wide, 0);
    for (long[] lazy : inputs(n, 4 * q, 3)) {
      check(
          n,
          i -> Primes.mulMod(lazy[i] % q, wide[i], q),
          o -> limb.multiply(o, PAD, lazy, 0, factor));
    }
    for (long[] any : inputs(n, 1L << 62, 4)) {
      check(n, i -> any[i] % q, o -> limb.reduce(o, PAD, any, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("smallSizes")
  void sumsOfProductsEqualTheDefinition(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    for (int terms : new int[] {0, 1, 2, 3, 7, 62, 63, 64, 65, 200}) {
      for (boolean extreme : new boolean[] {true, false}) {
        long[][] a = new long[terms][];
        long[][] b = new long[terms][];
        for (int k = 0; k < terms; k++) {
          a[k] = inputs(n, q, k).get(extreme ? 1 : 7);
          b[k] = inputs(n, q, k + 1000L).get(extreme ? 1 : 7);
        }
        check(
            n,
            i -> {
              long sum = 0;
              for (int k = 0; k < terms; k++) {
                sum = addMod(sum, Primes.mulMod(a[k][i], b[k][i], q), q);
              }
              return sum;
            },
            o -> limb.sumOfProducts(o, PAD, a, 0, b, 0, terms));
      }
    }
  }

  /** Both widths of keys, one pass over the digits and several, with a start and without. */
  @ParameterizedTest
  @MethodSource("smallSizes")
  void sumsOfPairsEqualTheDefinition(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    for (int digits : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15}) {
      for (boolean extreme : new boolean[] {true, false}) {
        long[][] x = new long[digits][];
        long[][] key = new long[digits][];
        for (int j = 0; j < digits; j++) {
          x[j] = inputs(n, q, j).get(extreme ? 1 : 7);
          key[j] = new long[2 * n + PAD];
          System.arraycopy(inputs(n, q, j + 500L).get(extreme ? 1 : 7), 0, key[j], PAD, n);
          System.arraycopy(inputs(n, q, j + 900L).get(extreme ? 1 : 6), 0, key[j], n + PAD, n);
        }
        if (q < 1L << 44) {
          // Digits need not be reduced there: all the ways up to 4q - 1.
          for (int j = 0; j < digits; j++) {
            long turns = extreme ? 3 * q : j % 4 * q;
            Arrays.setAll(x[j], adding(x[j], turns));
          }
        }
        KeyPairs pairs = limb.pairs(key, PAD, n + PAD);
        checkUnpacked(pairs, key);
        long[] added = inputs(n, q, digits).get(extreme ? 1 : 7);
        for (int terms : new int[] {1, (digits + 1) / 2, digits}) {
          checkPairs(limb, x, key, pairs, terms, null, extreme ? 1 : 2 * n - 1);
          checkPairs(limb, x, key, pairs, terms, added, extreme ? 5 : 3);
        }
      }
    }
  }

  private static java.util.function.IntToLongFunction adding(long[] values, long more) {
    return i -> values[i] + more;
  }

  private static void checkUnpacked(KeyPairs pairs, long[][] key) {
    int n = pairs.polyDegree();
    for (int j = 0; j < key.length; j++) {
      long[] out = new long[key[j].length];
      pairs.unpack(j, out, PAD, n + PAD);
      assertArrayEquals(key[j], out, "digit " + j);
    }
  }

  private static void checkPairs(
      LimbArithmetic limb,
      long[][] x,
      long[][] key,
      KeyPairs pairs,
      int terms,
      long @Nullable [] added,
      int g) {
    int n = limb.polyDegree();
    long q = limb.modulus().value();
    Automorphism map = Automorphism.of(n, g);
    long[][] expected = new long[2][n];
    for (int k = 0; k < 2; k++) {
      long[] sum = added == null || k == 1 ? new long[n] : added.clone();
      for (int j = 0; j < terms; j++) {
        for (int i = 0; i < n; i++) {
          sum[i] = addMod(sum[i], Primes.mulMod(x[j][i] % q, key[j][PAD + k * n + i], q), q);
        }
      }
      map.applyToTransformed(expected[k], 0, sum, 0);
    }
    long[][] out = new long[2][n + 2 * PAD];
    limb.sumsOfPairs(out[0], PAD, out[1], 2, x, pairs, terms, added, map, new long[2][n]);
    for (int k = 0; k < 2; k++) {
      int at = k == 0 ? PAD : 2;
      assertCongruent(expected[k], Arrays.copyOfRange(out[k], at, at + n), q, 2);
      Arrays.fill(out[k], at, at + n, 0);
      assertArrayEquals(new long[n + 2 * PAD], out[k], "margins");
    }
  }

  private static long addMod(long a, long b, long q) {
    return (a + b) % q;
  }

  private static void check(
      int n,
      java.util.function.IntToLongFunction expected,
      java.util.function.Consumer<long[]> operation) {
    long[] values = new long[n + 2 * PAD];
    Arrays.fill(values, -7);
    operation.accept(values);
    for (int i = 0; i < values.length; i++) {
      long wanted = i < PAD || i >= PAD + n ? -7 : expected.applyAsLong(i - PAD);
      assertEquals(wanted, values[i], "at " + (i - PAD));
    }
  }

  @Test
  void resultsMayReplaceOperands() {
    int n = 128;
    long q = prime(n, 48);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    long[] a = inputs(n, q, 1).getLast();
    long[] b = inputs(n, q, 2).getLast();
    long[] apart = new long[n];
    limb.multiply(apart, 0, a, 0, b, 0);
    long[] same = a.clone();
    limb.multiply(same, 0, same, 0, b, 0);
    assertArrayEquals(apart, same);
    limb.add(apart, 0, a, 0, a, 0);
    same = a.clone();
    limb.add(same, 0, same, 0, same, 0);
    assertArrayEquals(apart, same);
    for (int count = 1; count <= 7; count++) {
      for (int place = 0; place < count; place++) {
        long[][] terms = new long[count][];
        Arrays.setAll(terms, k -> inputs(n, q, k).getLast());
        limb.sumOfProducts(apart, 0, terms, 0, terms, 0, count);
        limb.sumOfProducts(terms[place], 0, terms, 0, terms, 0, count);
        assertArrayEquals(apart, terms[place]);
      }
    }
  }

  /** Limbs that meet the same operand: the sums of each alone, in one block and in several. */
  @Test
  void sumsOfSeveralLimbsAreThoseOfEach() {
    for (int n : new int[] {128, 2048}) {
      long q = prime(n, 48);
      LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
      int stride = n + PAD;
      long[][] a = new long[7][stride + n];
      long[][] b = new long[7][];
      for (int k = 0; k < a.length; k++) {
        b[k] = inputs(n, q, k).getLast();
        System.arraycopy(inputs(n, q, k + 7).getLast(), 0, a[k], 0, n);
        System.arraycopy(inputs(n, q, k + 14).getLast(), 0, a[k], stride, n);
      }
      for (int terms = 1; terms <= a.length; terms++) {
        long[] each = new long[stride + n];
        limb.sumOfProducts(each, 0, a, 0, b, 0, terms);
        limb.sumOfProducts(each, stride, a, stride, b, 0, terms);
        long[] both = new long[stride + n];
        limb.sumsOfProducts(both, 0, a, 0, 2, stride, b, 0, terms);
        assertArrayEquals(each, both);
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> limb.sumsOfProducts(a[6], 0, a, 0, 2, stride, b, 0, 7));
    }
  }

  /** Digits of narrower and wider primes, of the very prime, and of a number that is none. */
  @ParameterizedTest
  @MethodSource("smallSizes")
  void digitsAreTransformsOfTheirNumbers(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    long[] signs = new long[n];
    Arrays.setAll(signs, i -> -(Long.bitCount(i) & 1));
    for (long p : new long[] {2, 257, q, prime(n, 20), prime(n, 48), prime(n, 61), 4 * q + 2}) {
      if (p >= 1L << 61) {
        continue;
      }
      Digits digits = Digits.of(limb, p);
      for (long[] x : inputs(n, p, bits)) {
        checkDigits(limb, digits, x);
        long[] number = new long[n];
        Arrays.setAll(number, i -> x[i] > p / 2 ? x[i] - p : x[i]);
        check(n, i -> number[i], o -> digits.centre(o, PAD, x, 0));
        checkDigits(limb, digits, number);
        Arrays.setAll(number, i -> x[i] > 0 ? x[i] + (signs[i] & -p) : 0);
        check(n, i -> number[i], o -> digits.sign(o, PAD, x, 0, signs));
        checkDigits(limb, digits, number);
        Arrays.setAll(number, i -> -x[i]);
        checkDigits(limb, digits, number);
      }
    }
  }

  private static void checkDigits(LimbArithmetic limb, Digits digits, long[] numbers) {
    int n = numbers.length;
    long q = limb.modulus().value();
    long[] expected = new long[n];
    Arrays.setAll(expected, i -> Math.floorMod(numbers[i], q));
    limb.forward(expected, 0);
    long[] before = numbers.clone();
    long[] out = new long[n + 2 * PAD];
    digits.forward(out, PAD, numbers, 0);
    assertArrayEquals(before, numbers, "digits stay as they are");
    assertCongruent(expected, Arrays.copyOfRange(out, PAD, PAD + n), q, q < 1L << 44 ? 4 : 1);
    Arrays.fill(out, PAD, PAD + n, 0);
    assertArrayEquals(new long[n + 2 * PAD], out, "margins");
    long[] place = numbers.clone();
    digits.forward(place, 0, place, 0);
    assertCongruent(expected, place, q, 4);
  }

  @ParameterizedTest
  @MethodSource("smallSizes")
  void productsOfTransformsAreNegacyclicConvolutions(int n, int bits) {
    long q = prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
    long[] a = inputs(n, q, bits).getLast();
    long[] b = inputs(n, q, bits + 7L).getLast();
    long[] expected = new long[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        long product = Primes.mulMod(a[i], b[j], q);
        int k = (i + j) % n;
        expected[k] = addMod(expected[k], i + j < n ? product : (q - product) % q, q);
      }
    }
    limb.forward(a, 0);
    limb.forward(b, 0);
    limb.multiply(a, 0, a, 0, b, 0);
    limb.inverse(a, 0);
    assertArrayEquals(expected, a);
  }
}
