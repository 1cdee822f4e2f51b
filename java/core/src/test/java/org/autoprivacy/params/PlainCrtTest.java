package org.autoprivacy.params;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCrtTest {

  /** From toy moduli to four primes of 60 bits. */
  private static final List<List<Long>> MODULI =
      List.of(
          List.of(7L),
          List.of(1L << 20),
          List.of(3L, 5L),
          List.of(40961L, 65537L),
          List.of(2147483647L, 2147483629L),
          List.of(2147483659L, 2147483629L),
          List.of(12289L, 40961L, 65537L),
          PlainModuli.choose(8192, 120, 4, true, RuleSet.SEAL).orElseThrow(),
          PlainModuli.choose(32768, 118, 2, true, RuleSet.SEAL).orElseThrow());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void splittingAndJoiningGivesTheNumber(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (List<Long> moduli : MODULI) {
      PlainCrt crt = new PlainCrt(moduli);
      List<Long> values = new ArrayList<>(List.of(0L, 1L, -1L));
      values.add(
          crt.modulus()
              .subtract(BigInteger.ONE)
              .shiftRight(1)
              .negate()
              .max(BigInteger.valueOf(Long.MIN_VALUE))
              .longValueExact());
      values.add(
          crt.modulus()
              .subtract(BigInteger.ONE)
              .shiftRight(1)
              .min(BigInteger.valueOf(Long.MAX_VALUE))
              .longValueExact());
      for (int i = 0; i < 200; i++) {
        BigInteger value = BigInteger.valueOf(random.nextLong(1L << 61)).mod(crt.modulus());
        values.add(value.longValueExact() / 2 * (i % 2 == 0 ? 1 : -1));
      }
      for (long value : values) {
        long[] parts = crt.split(value);
        assertEquals(value, crt.joinExact(parts), () -> moduli + " " + value);
        assertEquals(BigInteger.valueOf(value), crt.join(parts));
      }
    }
  }

  @Test
  void arithmeticIsThatOfResidues() {
    PlainCrt crt = new PlainCrt(List.of(40961L, 65537L, 114689L));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      long a = random.nextLong(-8_000_000, 8_000_000);
      long b = random.nextLong(-8_000_000, 8_000_000);
      long[] sum = crt.split(a);
      long[] product = crt.split(a);
      long[] other = crt.split(b);
      for (int j = 0; j < sum.length; j++) {
        long modulus = List.of(40961L, 65537L, 114689L).get(j);
        sum[j] = (sum[j] + other[j]) % modulus;
        product[j] = product[j] * other[j] % modulus;
      }
      assertEquals(a + b, crt.joinExact(sum));
      assertEquals(a * b, crt.joinExact(product));
    }
  }

  @Test
  void oneWrongResidueMovesTheNumberFar() {
    PlainCrt crt = new PlainCrt(List.of(40961L, 65537L));
    long[] parts = crt.split(1000);
    parts[0]++;
    long moved = crt.joinExact(parts) - 1000;
    assertEquals(0, moved % 65537);
    assertArrayEquals(new long[] {1001, 1000}, parts);
  }

  @Test
  void largeNumbersNeedMoreThanALong() {
    PlainCrt crt = new PlainCrt(List.of((1L << 59) - 55, (1L << 58) - 27));
    BigInteger half = crt.modulus().shiftRight(1).subtract(BigInteger.TEN);
    long[] parts = {
      half.mod(BigInteger.valueOf((1L << 59) - 55)).longValueExact(),
      half.mod(BigInteger.valueOf((1L << 58) - 27)).longValueExact()
    };
    assertEquals(half, crt.join(parts));
    assertThrows(ArithmeticException.class, () -> crt.joinExact(parts));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PlainCrt(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new PlainCrt(List.of(6L, 9L)));
    assertThrows(IllegalArgumentException.class, () -> new PlainCrt(List.of(1L)));
    PlainCrt crt = new PlainCrt(List.of(3L, 5L));
    assertThrows(IllegalArgumentException.class, () -> crt.join(1));
    assertThrows(IllegalArgumentException.class, () -> crt.joinExact(3, 0));
    assertThrows(IllegalArgumentException.class, () -> crt.join(0, -1));
  }
}
