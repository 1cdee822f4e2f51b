package org.autoprivacy.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.autoprivacy.kernel.Automorphism;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RnsRingTest {

  private static final int N = 64;
  private static final List<Long> PRIMES =
      List.of(
          Primes.largest(44, 2L * N, 1).getFirst(),
          Primes.largest(60, 2L * N, 1).getFirst(),
          Primes.largest(30, 2L * N, 1).getFirst());
  private static final RnsRing RING = RnsRing.of(N, PRIMES);

  private static BigInteger[] numbers(long seed) {
    Random random = new Random(seed);
    BigInteger q = RING.base().product();
    BigInteger[] numbers = new BigInteger[N];
    for (int i = 0; i < N; i++) {
      numbers[i] =
          switch (i) {
            case 0 -> BigInteger.ZERO;
            case 1 -> q.subtract(BigInteger.ONE);
            case 2 -> q.shiftRight(1);
            case 3 -> q.shiftRight(1).add(BigInteger.ONE);
            default -> new BigInteger(q.bitLength() + 8, random).mod(q);
          };
    }
    return numbers;
  }

  private static long[] polynomial(BigInteger[] numbers) {
    long[] result = RING.newPolynomial(3);
    for (int c = 0; c < N; c++) {
      long[] residues = RING.base().residues(numbers[c]);
      for (int i = 0; i < 3; i++) {
        result[i * N + c] = residues[i];
      }
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void productsAreThoseOfBigIntegers(long seed) {
    BigInteger q = RING.base().product();
    BigInteger[] a = numbers(seed);
    BigInteger[] b = numbers(seed + 100);
    BigInteger[] expected = new BigInteger[N];
    java.util.Arrays.fill(expected, BigInteger.ZERO);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        BigInteger product = a[i].multiply(b[j]);
        int k = (i + j) % N;
        expected[k] = i + j < N ? expected[k].add(product) : expected[k].subtract(product);
      }
    }
    long[] x = polynomial(a);
    long[] y = polynomial(b);
    RING.forward(x);
    RING.forward(y);
    long[] product = RING.newPolynomial(3);
    RING.multiply(product, x, y);
    long[] twice = product.clone();
    RING.multiplyAdd(twice, x, y);
    RING.inverse(product);
    RING.inverse(twice);
    for (int c = 0; c < N; c++) {
      assertEquals(expected[c].mod(q), RING.base().value(product, c, N));
      assertEquals(expected[c].shiftLeft(1).mod(q), RING.base().value(twice, c, N));
    }
  }

  @Test
  void sumsAndAutomorphismsGoLimbByLimb() {
    long[] a = polynomial(numbers(3));
    long[] b = polynomial(numbers(4));
    long[] sum = RING.newPolynomial(3);
    RING.add(sum, a, b);
    RING.subtract(sum, sum, b);
    assertArrayEquals(a, sum);
    RING.negate(sum, a);
    RING.add(sum, sum, a);
    assertArrayEquals(RING.newPolynomial(3), sum);
    Automorphism automorphism = Automorphism.of(N, 9);
    long[] first = RING.newPolynomial(3);
    RING.applyToCoefficients(first, a, automorphism);
    RING.forward(first);
    long[] transformed = a.clone();
    RING.forward(transformed);
    long[] second = RING.newPolynomial(3);
    RING.applyToTransformed(second, transformed, automorphism);
    assertArrayEquals(first, second);
  }

  @Test
  void digitsRebuildTheNumber() {
    BigInteger[] numbers = numbers(5);
    long[] a = polynomial(numbers);
    BigInteger q = RING.base().product();
    long[] digit = RING.newPolynomial(3);
    for (int c = 0; c < N; c++) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < 3; i++) {
        RING.digit(digit, a, i);
        BigInteger qi = BigInteger.valueOf(PRIMES.get(i));
        BigInteger whole = RING.base().value(digit, c, N);
        assertEquals(numbers[c].mod(qi), whole);
        BigInteger punctured = q.divide(qi);
        sum = sum.add(whole.multiply(punctured).multiply(punctured.modInverse(qi)));
      }
      assertEquals(numbers[c], sum.mod(q));
    }
  }

  @Test
  void dividingByTheLastPrimeRounds() {
    BigInteger[] numbers = numbers(6);
    BigInteger last = BigInteger.valueOf(PRIMES.get(2));
    numbers[4] = last.shiftRight(1);
    numbers[5] = last.shiftRight(1).add(BigInteger.ONE);
    long[] out = RING.newPolynomial(2);
    RING.divideByLast(out, polynomial(numbers));
    RnsBase shorter = RnsBase.of(PRIMES.subList(0, 2));
    for (int c = 0; c < N; c++) {
      BigInteger expected = numbers[c].add(last.shiftRight(1)).divide(last);
      assertEquals(expected.mod(shorter.product()), shorter.value(out, c, N), "at " + c);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    long[] a = RING.newPolynomial(3);
    assertThrows(IllegalArgumentException.class, () -> RING.newPolynomial(4));
    assertThrows(IllegalArgumentException.class, () -> RING.forward(new long[N + 1]));
    assertThrows(IllegalArgumentException.class, () -> RING.forward(new long[0]));
    assertThrows(IllegalArgumentException.class, () -> RING.add(a, a, new long[N]));
    assertThrows(IllegalArgumentException.class, () -> RING.digit(a, a, 0));
    assertThrows(IllegalArgumentException.class, () -> RING.digit(new long[N], a, 3));
    assertThrows(IllegalArgumentException.class, () -> RING.divideByLast(a, a));
    assertThrows(IllegalArgumentException.class, () -> RING.divideByLast(a, new long[N]));
    assertThrows(IllegalArgumentException.class, () -> RnsRing.of(N, List.of(97L)));
    assertThrows(IllegalArgumentException.class, () -> RnsBase.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> RnsBase.of(List.of(15L, 21L)));
  }
}
