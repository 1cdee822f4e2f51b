package org.autoprivacy.bfv;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.ring.UniformStream;

/**
 * A fresh symmetric ciphertext at half its size: c0, and the seed that c1 is drawn from, limb after
 * limb in coefficient form, as {@link UniformStream} draws. The same on every engine.
 *
 * @param limbs number of data primes
 * @param seed {@link UniformStream#SEED_BYTES} bytes that anyone may know
 * @param c0 {@code long[limbs][n]} in one array, coefficient form, each in [0, qi)
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes of numbers: copied neither in nor out.
public record SeededCiphertext(int limbs, byte[] seed, long[] c0) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public SeededCiphertext {
    if (seed.length != UniformStream.SEED_BYTES) {
      throw new IllegalArgumentException(
          "the seed of a ciphertext has %d bytes, got %d"
              .formatted(UniformStream.SEED_BYTES, seed.length));
    }
  }

  /**
   * Both polynomials; those of c0 are as they came, unchecked.
   *
   * @throws IllegalArgumentException if a size does not fit the parameters
   */
  public CiphertextData expanded(BfvParameters parameters) {
    int n = parameters.polyDegree();
    if (limbs < 1 || limbs > parameters.limbs()) {
      throw new IllegalArgumentException(
          "the seeded ciphertext has %d limbs, the parameters have %d data primes"
              .formatted(limbs, parameters.limbs()));
    }
    int length = limbs * n;
    if (c0.length != length) {
      throw new IllegalArgumentException(
          "a seeded ciphertext of %d limbs needs an array of %d values, got %d"
              .formatted(limbs, length, c0.length));
    }
    long[] values = Arrays.copyOf(c0, 2 * length);
    drawn(parameters, limbs, seed, values, length);
    return new CiphertextData(2, limbs, false, values);
  }

  private static void drawn(
      BfvParameters parameters, int limbs, byte[] seed, long[] out, int from) {
    int n = parameters.polyDegree();
    try (UniformStream stream = new UniformStream(seed)) {
      for (int i = 0; i < limbs; i++) {
        stream.fill(out, from + i * n, n, Modulus.of(parameters.dataPrimes().get(i)));
      }
    }
  }

  /**
   * With a fresh seed, on an engine that encrypts to a second polynomial that it is given.
   *
   * @param first the first polynomial to go with {@code long[limbs][n]} of coefficients
   */
  public static SeededCiphertext of(BfvParameters parameters, UnaryOperator<long[]> first) {
    byte[] seed = new byte[UniformStream.SEED_BYTES];
    RANDOM.nextBytes(seed);
    long[] second = new long[parameters.limbs() * parameters.polyDegree()];
    drawn(parameters, parameters.limbs(), seed, second, 0);
    return new SeededCiphertext(parameters.limbs(), seed, first.apply(second));
  }
}
