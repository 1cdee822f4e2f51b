package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.autoprivacy.math.Primes;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.ring.SecretWords;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole numbers of the right size, the same modulo all primes, and only where they are wanted. */
class FloodingNoiseTest {

  private static final int N = 16384;
  private static final List<Long> PRIMES = Primes.largest(48, 2L * N, 3);

  /** Sizes that fit a word, a word with its draw, and several words. */
  @ParameterizedTest
  @CsvSource({
    "3.5, true",
    "40, true",
    "57, true",
    "60, true",
    "90, true",
    "40, false",
    "57, false"
  })
  void noiseIsOneNumberModuloAllPrimes(double log2Size, boolean normal) {
    double size = Math.pow(2, log2Size);
    Privacy.Kind kind = normal ? Privacy.Kind.STATISTICAL : Privacy.Kind.STATISTICAL_UNIFORM;
    long[] values = new long[PRIMES.size() * N];
    try (SecretWords random = SecretWords.open()) {
      new FloodingNoise(PRIMES, N, kind, size).addTo(values, random);
    }
    double mean = 0;
    double square = 0;
    for (int i = 0; i < N; i++) {
      double part = number(values, i) / size;
      assertTrue(normal || Math.abs(part) <= 1.01, "uniform noise is " + part);
      mean += part / N;
      square += part * part / N;
    }
    // Six standard deviations and more: the variance's is sqrt(2/N) = 0.011 of a normal one's.
    assertEquals(0, mean, 0.05);
    assertEquals(normal ? 1 : 1 / 3.0, square, normal ? 0.07 : 0.03);
  }

  @ParameterizedTest
  @CsvSource({"40", "60"})
  void noiseStaysWhereItIsWanted(double log2Size) {
    OutputPlaces places = new OutputPlaces();
    for (int i = 5; i < N; i += 7) {
      places.add(i, i);
    }
    long[] values = new long[PRIMES.size() * N];
    FloodingNoise noise =
        new FloodingNoise(PRIMES, N, Privacy.Kind.STATISTICAL, Math.pow(2, log2Size));
    try (SecretWords random = SecretWords.open()) {
      noise.addTo(values, places, random);
    }
    for (int i = 0; i < N; i++) {
      assertEquals(i % 7 == 5, number(values, i) != 0, "coefficient " + i);
    }
  }

  /** The number with these residues that is smallest in size (CRT). */
  private static double number(long[] values, int i) {
    BigInteger q = BigInteger.ONE;
    BigInteger x = BigInteger.ZERO;
    for (int limb = 0; limb < PRIMES.size(); limb++) {
      BigInteger prime = BigInteger.valueOf(PRIMES.get(limb));
      BigInteger residue = BigInteger.valueOf(values[limb * N + i]);
      assertTrue(residue.signum() >= 0 && residue.compareTo(prime) < 0);
      BigInteger step = residue.subtract(x).multiply(q.modInverse(prime)).mod(prime);
      x = x.add(step.multiply(q));
      q = q.multiply(prime);
    }
    return (x.shiftLeft(1).compareTo(q) > 0 ? x.subtract(q) : x).doubleValue();
  }
}
