package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The noise of phases made up beforehand, against BigInteger. */
final class NoisePolynomialTest {

  private static final int N = 64;

  private static BigInteger product(List<Long> primes) {
    return primes.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static long[] residues(List<Long> primes, BigInteger[] phase) {
    long[] result = new long[primes.size() * phase.length];
    for (int i = 0; i < primes.size(); i++) {
      for (int j = 0; j < phase.length; j++) {
        result[i * phase.length + j] = phase[j].mod(BigInteger.valueOf(primes.get(i))).longValue();
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"1,54,17", "2,36,20", "3,60,60", "7,31,23", "16,55,41", "20,50,59", "20,60,2"})
  void agreesWithBigIntegers(int limbs, int bits, int plainBits) {
    List<Long> primes = Primes.largest(bits, 2048, limbs);
    BigInteger q = product(primes);
    Random random = new Random(limbs * 100L + bits);
    long t = (1L << (plainBits - 1)) + 1 + random.nextInt(2);
    BigInteger bigT = BigInteger.valueOf(t);
    BigInteger[] phase = new BigInteger[N];
    long[] message = new long[N];
    double[] expected = new double[N];
    int failures = 0;
    int mostBits = 0;
    for (int j = 0; j < N; j++) {
      message[j] = j == 0 ? 0 : j == 1 ? t - 1 : Math.floorMod(random.nextLong(), t);
      BigInteger near = q.multiply(BigInteger.valueOf(message[j])).divide(bigT);
      // From almost none to all of q, on both sides of the border q/(2t).
      int noiseBits =
          j == 2 ? q.bitLength() - 2 : j == 3 ? 1 : 1 + random.nextInt(q.bitLength() - 1);
      BigInteger noise = new BigInteger(noiseBits, random).setBit(noiseBits - 1);
      phase[j] = near.add(random.nextBoolean() ? noise : noise.negate()).mod(q);
      BigInteger modulus = q.multiply(bigT);
      BigInteger numerator =
          bigT.multiply(phase[j]).subtract(q.multiply(BigInteger.valueOf(message[j]))).mod(modulus);
      if (numerator.shiftLeft(1).compareTo(modulus) > 0) {
        numerator = numerator.subtract(modulus);
      }
      expected[j] =
          new BigDecimal(numerator)
              .divide(new BigDecimal(bigT), MathContext.DECIMAL128)
              .doubleValue();
      failures += numerator.abs().shiftLeft(1).compareTo(q) >= 0 ? 1 : 0;
      mostBits = Math.max(mostBits, numerator.abs().bitLength());
    }
    NoisePolynomial noise = NoisePolynomial.of(primes, t, residues(primes, phase), message);
    double[] actual = noise.coefficients();
    for (int j = 0; j < N; j++) {
      if (Double.isInfinite(expected[j])) {
        assertEquals(expected[j], actual[j]);
      } else {
        assertEquals(expected[j], actual[j], Math.abs(expected[j]) * 0x1p-50, "coefficient " + j);
      }
    }
    assertEquals(failures, noise.failures());
    assertTrue(failures > 0 && failures < N, failures + " failures");
    assertEquals(Math.max(0, q.bitLength() - mostBits - 1), noise.budgetBits());
  }

  @Test
  void bordersAreExact() {
    List<Long> primes = Primes.largest(40, 2048, 3);
    BigInteger q = product(primes);
    long t = 3;
    // t·v = t·phase - q·m takes every value modulo t·q; around ±q/2 decryption begins to fail.
    BigInteger half = q.subtract(BigInteger.ONE).shiftRight(1);
    for (int offset = -2; offset <= 2; offset++) {
      BigInteger target = half.add(BigInteger.valueOf(offset));
      for (BigInteger signed : List.of(target, target.negate())) {
        // Solve t·phase ≡ signed + q·m: choose m so that t divides the right side.
        for (long m = 0; m < t; m++) {
          BigInteger right = signed.add(q.multiply(BigInteger.valueOf(m)));
          if (right.mod(BigInteger.valueOf(t)).signum() == 0) {
            BigInteger phase = right.divide(BigInteger.valueOf(t)).mod(q);
            NoisePolynomial noise =
                NoisePolynomial.of(
                    primes, t, residues(primes, new BigInteger[] {phase}), new long[] {m});
            assertEquals(offset > 0 ? 1 : 0, noise.failures(), "offset " + offset);
            assertEquals(signed.signum(), Math.signum(noise.coefficients()[0]));
          }
        }
      }
    }
  }

  @Test
  void momentsAreThoseOfTheCoefficients() {
    List<Long> primes = List.of(12289L);
    long[] phase = {3, 12289 - 4, 0, 1};
    NoisePolynomial noise = NoisePolynomial.of(primes, 2, phase, new long[4]);
    assertEquals(0, noise.mean(), 1e-12);
    assertEquals((9 + 16 + 1) / 4.0, noise.variance(), 1e-12);
    assertEquals(Math.sqrt(6.5), noise.standardDeviation(), 1e-12);
    assertEquals(4, noise.largestMagnitude());
    assertEquals(4, noise.size());
    // |t·v| = 8 has 4 bits, and q has 14.
    assertEquals(14 - 4 - 1, noise.budgetBits());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    List<Long> primes = List.of(12289L);
    assertThrows(
        IllegalArgumentException.class,
        () -> NoisePolynomial.of(primes, 2, new long[] {12289}, new long[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> NoisePolynomial.of(primes, 2, new long[] {-1}, new long[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> NoisePolynomial.of(primes, 2, new long[] {1}, new long[] {2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> NoisePolynomial.of(primes, 2, new long[] {1, 2, 3}, new long[2]));
  }
}
