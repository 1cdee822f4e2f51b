package org.autoprivacy.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

  private static List<Long> primes(int bits, int count, int skip) {
    return Primes.largest(bits, 128, count + skip).subList(skip, count + skip);
  }

  /** Random numbers below q, and those around 0, q/2, and multiples of q/t. */
  private static List<BigInteger> numbers(BigInteger q, BigInteger t, long seed) {
    List<BigInteger> numbers = new ArrayList<>();
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      numbers.add(new BigInteger(q.bitLength() + 10, random).mod(q));
    }
    for (int i = -3; i <= 3; i++) {
      BigInteger offset = BigInteger.valueOf(i);
      numbers.add(offset.mod(q));
      numbers.add(q.shiftRight(1).add(offset).mod(q));
      for (int k = 1; k < 6; k += 2) {
        numbers.add(q.multiply(BigInteger.valueOf(k)).divide(t.shiftLeft(1)).add(offset).mod(q));
      }
    }
    return numbers;
  }

  private static long[] residues(RnsBase base, List<BigInteger> numbers) {
    int n = numbers.size();
    long[] result = new long[base.size() * n];
    for (int c = 0; c < n; c++) {
      long[] residues = base.residues(numbers.get(c));
      for (int i = 0; i < base.size(); i++) {
        result[i * n + c] = residues[i];
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"36,1,61,1", "44,4,60,5", "60,3,44,3", "61,30,61,2", "30,9,20,1", "61,60,61,1"})
  void conversionsEqualBigIntegers(int fromBits, int k, int toBits, int m) {
    RnsBase from = RnsBase.of(primes(fromBits, k, 0));
    RnsBase to = RnsBase.of(primes(toBits, m, fromBits == toBits ? k : 0));
    BigInteger q = from.product();
    List<BigInteger> numbers = numbers(q, BigInteger.valueOf(65537), k);
    int n = numbers.size();
    long[] in = residues(from, numbers);
    long[] exact = new long[m * n];
    long[] approximate = new long[m * n];
    BaseConverter converter = BaseConverter.of(from, to);
    converter.exact(exact, in, n);
    converter.approximate(approximate, in, n);
    for (int c = 0; c < n; c++) {
      BigInteger x = numbers.get(c);
      BigInteger centred = x.shiftLeft(1).compareTo(q) >= 0 ? x.subtract(q) : x;
      long[] expected = to.residues(centred);
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < k; i++) {
        long v = from.modulus(i).multiply(in[i * n + c], from.puncturedInverse(i));
        BigInteger qi = BigInteger.valueOf(from.modulus(i).value());
        sum = sum.add(BigInteger.valueOf(v).multiply(q.divide(qi)));
      }
      long[] excess = to.residues(sum);
      assertEquals(x, sum.mod(q));
      assertTrue(sum.divide(q).compareTo(BigInteger.valueOf(k)) < 0);
      for (int j = 0; j < m; j++) {
        assertEquals(expected[j], exact[j * n + c], x + " mod " + to.modulus(j));
        assertEquals(excess[j], approximate[j * n + c]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "36,2,65537",
    "44,4,2",
    "60,3,1099511627689",
    "30,1,257",
    "61,20,1152921504606846883"
  })
  void scalingEqualsBigIntegers(int bits, int k, long t) {
    RnsBase base = RnsBase.of(primes(bits, k, 0));
    BigInteger q = base.product();
    BigInteger bigT = BigInteger.valueOf(t);
    List<BigInteger> numbers = numbers(q, bigT, t);
    int n = numbers.size();
    long[] out = new long[n];
    ScaleAndRound.of(base, t).apply(out, residues(base, numbers), n);
    for (int c = 0; c < n; c++) {
      BigInteger x = numbers.get(c);
      BigInteger expected = x.multiply(bigT).shiftLeft(1).add(q).divide(q.shiftLeft(1)).mod(bigT);
      assertEquals(expected.longValueExact(), out[c], "t·x/q for x = " + x);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    RnsBase base = RnsBase.of(primes(30, 2, 0));
    BaseConverter converter = BaseConverter.of(base, base);
    long[] two = new long[20];
    assertThrows(IllegalArgumentException.class, () -> converter.exact(two, new long[19], 10));
    assertThrows(IllegalArgumentException.class, () -> converter.exact(new long[19], two, 10));
    assertThrows(
        IllegalArgumentException.class,
        () -> BaseConverter.of(RnsBase.of(primes(30, 61, 0)), base));
    ScaleAndRound scaling = ScaleAndRound.of(base, 17);
    assertThrows(IllegalArgumentException.class, () -> scaling.apply(two, two, 10));
    assertThrows(
        IllegalArgumentException.class, () -> ScaleAndRound.of(RnsBase.of(List.of(6L)), 5));
    assertThrows(IllegalArgumentException.class, () -> ScaleAndRound.of(base, 1));
  }
}
