package org.autoprivacy.kernel.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModulusTest {

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

  static LongStream moduli() {
    Random random = new Random(11);
    LongStream powers =
        LongStream.rangeClosed(2, 61)
            .flatMap(k ->
                LongStream.of(
                    (1L << (k - 1)), (1L << (k - 1)) + 1, (1L << k) - 1, between(random, k)));
    return powers.filter(q -> q >= 2).distinct();
  }

  private static long between(Random random, long bits) {
    return 1L << (bits - 1) | random.nextLong() >>> (65 - bits);
  }

  private static BigInteger big(long unsigned) {
    return new BigInteger(Long.toUnsignedString(unsigned));
  }

  private static long[] samples(long q, Random random) {
    return new long[] {
      0, 1 % q, 2 % q, q / 2, q - 1, q - 2 + (q == 1 ? 1 : 0), Math.floorMod(random.nextLong(), q)
    };
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void everyOperationEqualsBigIntegers(long q) {
    Modulus modulus = Modulus.of(q);
    BigInteger bigQ = BigInteger.valueOf(q);
    Random random = new Random(q);
    for (int repeat = 0; repeat < 10; repeat++) {
      for (long a : samples(q, random)) {
        assertEquals(a == 0 ? 0 : q - a, modulus.negate(a));
        for (long b : samples(q, random)) {
          assertEquals(big(a).multiply(big(b)).mod(bigQ).longValue(), modulus.multiply(a, b));
          assertEquals(big(a).add(big(b)).mod(bigQ).longValue(), modulus.add(a, b));
          assertEquals(big(a).subtract(big(b)).mod(bigQ).longValue(), modulus.subtract(a, b));
        }
        long companion = modulus.shoup(a);
        assertEquals(big(a).multiply(WORD).divide(bigQ), big(companion));
        for (long any : new long[] {0, 1, -1, q, 4 * q - 1, random.nextLong()}) {
          long product = big(a).multiply(big(any)).mod(bigQ).longValue();
          assertEquals(product, modulus.multiplyShoup(any, a, companion));
          assertEquals(big(any).mod(bigQ).longValue(), modulus.reduce(any));
          BigInteger wide = big(any).multiply(WORD).add(big(~any));
          assertEquals(wide.mod(bigQ).longValue(), modulus.reduceWide(any, ~any));
        }
      }
    }
    assertEquals(big(3 % q).modPow(big(1000), bigQ).longValue(), modulus.power(3 % q, 1000) % q);
  }

  @Test
  void inversesMultiplyToOne() {
    Modulus modulus = Modulus.of(1000);
    assertEquals(1, modulus.multiply(7, modulus.inverse(7)));
    assertThrows(IllegalArgumentException.class, () -> modulus.inverse(6));
    assertThrows(IllegalArgumentException.class, () -> modulus.inverse(0));
  }

  @Test
  void refusesModuliOutOfRange() {
    for (long q : new long[] {-1, 0, 1, 1L << 61, Long.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> Modulus.of(q));
    }
  }
}
