package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrimesTest {

  private static final long TOP = 1L << 62;

  static LongStream seeds() {
    return LongStream.range(1, 5);
  }

  private static boolean bigIsPrime(long value) {
    return BigInteger.valueOf(value).isProbablePrime(80);
  }

  private static long bigProduct(long a, long b, long m) {
    return BigInteger.valueOf(a)
        .multiply(BigInteger.valueOf(b))
        .mod(BigInteger.valueOf(m))
        .longValueExact();
  }

  @Test
  void smallNumbersAreSieved() {
    boolean[] composite = new boolean[20000];
    for (int i = 2; i < composite.length; i++) {
      assertEquals(!composite[i], Primes.isPrime(i), "at " + i);
      for (int j = 2 * i; j < composite.length; j += i) {
        composite[j] = true;
      }
    }
    assertFalse(Primes.isPrime(0));
    assertFalse(Primes.isPrime(1));
  }

  @Test
  void numbersAtTheTopAreDecided() {
    int primes = 0;
    for (long value = TOP - 3000; value < TOP; value++) {
      boolean prime = Primes.isPrime(value);
      assertEquals(bigIsPrime(value), prime, "at " + value);
      primes += prime ? 1 : 0;
    }
    assertTrue(primes > 30, "about 3000/ln(2^62) = 70 primes, got " + primes);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        2047L, // strong pseudoprime to base 2
        1373653L, // to 2, 3
        25326001L, // to 2, 3, 5
        3215031751L, // to 2, 3, 5, 7
        341550071728321L, // to the first seven primes
        3825123056546413051L, // to the first nine primes
        561L, // Carmichael
        9223372036854775807L / 7 / 7 // composite with small factors
      })
  void strongPseudoprimesAreComposite(long value) {
    assertFalse(Primes.isPrime(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 62, Long.MAX_VALUE})
  void refusesNumbersOutOfRange(long value) {
    assertThrows(IllegalArgumentException.class, () -> Primes.isPrime(value));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void productsEqualBigOnes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20000; i++) {
      long m = (random.nextLong() >>> (2 + random.nextInt(61))) + 1;
      long a = Math.floorMod(random.nextLong(), m);
      long b = Math.floorMod(random.nextLong(), m);
      assertEquals(bigProduct(a, b, m), Primes.mulMod(a, b, m), a + " * " + b + " mod " + m);
    }
  }

  @Test
  void productsAtTheEdgesEqualBigOnes() {
    long[] moduli = {
      1, 2, 3, (1L << 31) - 1, 1L << 31, (1L << 31) + 1, 1L << 61, TOP - 57, TOP - 1
    };
    for (long m : moduli) {
      long[] values = {0, 1, 2, m / 2, m / 2 + 1, m / 3, m - 2, m - 1, (1L << 31) - 1, 1L << 31};
      for (long a : values) {
        for (long b : values) {
          if (a >= 0 && b >= 0 && a < m && b < m) {
            assertEquals(bigProduct(a, b, m), Primes.mulMod(a, b, m), a + "*" + b + " mod " + m);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powersAndInversesEqualBigOnes(long seed) {
    Random random = new Random(seed);
    long p = Primes.largest(62, 1, 1).getFirst();
    BigInteger bigP = BigInteger.valueOf(p);
    for (int i = 0; i < 200; i++) {
      long base = 1 + Math.floorMod(random.nextLong(), p - 1);
      long exponent = random.nextLong() >>> 1;
      BigInteger bigBase = BigInteger.valueOf(base);
      assertEquals(
          bigBase.modPow(BigInteger.valueOf(exponent), bigP).longValueExact(),
          Primes.powMod(base, exponent, p));
      assertEquals(bigBase.modInverse(bigP).longValueExact(), Primes.inverseMod(base, p));
    }
    assertThrows(IllegalArgumentException.class, () -> Primes.inverseMod(0, p));
    assertThrows(IllegalArgumentException.class, () -> Primes.inverseMod(p, p));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 40, 50, 60, 62})
  void largestPrimesAreAllThereAre(int bits) {
    long step = 2 * 4096;
    List<Long> found = Primes.largest(bits, step, 5);
    long top = bits == 62 ? TOP : 1L << bits;
    long candidate = (top - 2) / step * step + 1;
    for (long prime : found) {
      while (candidate > prime) {
        assertFalse(bigIsPrime(candidate));
        candidate -= step;
      }
      assertEquals(candidate, prime);
      assertTrue(bigIsPrime(prime));
      candidate -= step;
    }
    assertEquals(5, found.size());
  }

  @Test
  void smallRangesAreSearchedWhole() {
    assertEquals(List.of(3L, 2L), Primes.largest(2, 1, 9));
    assertEquals(List.of(13L, 11L), Primes.largest(4, 1, 9));
    assertEquals(List.of(), Primes.largest(10, 2048, 3));
    assertThrows(IllegalArgumentException.class, () -> Primes.largest(63, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Primes.largest(30, 0, 1));
  }

  @Test
  void smallestAboveIsTheNextOne() {
    assertEquals(2, Primes.smallestAbove(0, 1));
    assertEquals(12289, Primes.smallestAbove(0, 4096));
    assertEquals(40961, Primes.smallestAbove(12289, 4096));
    assertEquals(65537, Primes.smallestAbove(65536, 65536));
    long last = Primes.largest(62, 1, 1).getFirst();
    assertEquals(last, Primes.smallestAbove(last - 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Primes.smallestAbove(last, 1));
    assertThrows(IllegalArgumentException.class, () -> Primes.smallestAbove(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> Primes.smallestAbove(5, 0));
  }
}
