package org.autoprivacy.bfv;

import java.security.SecureRandom;
import java.util.Arrays;
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
   * Encrypts on an engine that chooses the second polynomial itself: of its fresh {@code (c0', a')}
   * and the a of a seed it computes {@code c0 = c0' + (a' - a)·s}, the phase of {@code (c0', a' -
   * a)}, so that (c0, a) has the error that the engine has drawn.
   */
  static SeededCiphertext encrypt(HeContext context, Plaintext plaintext, SecretKey secretKey) {
    BfvParameters parameters = context.parameters();
    int n = parameters.polyDegree();
    byte[] seed = new byte[UniformStream.SEED_BYTES];
    RANDOM.nextBytes(seed);
    CiphertextData fresh;
    try (Ciphertext ciphertext = context.encryptSymmetric(plaintext, secretKey)) {
      fresh = context.export(ciphertext);
    }
    int length = fresh.limbs() * n;
    long[] drawn = new long[length];
    drawn(parameters, fresh.limbs(), seed, drawn, 0);
    long[] values = fresh.coefficients().clone();
    for (int i = 0; i < length; i++) {
      long difference = values[length + i] - drawn[i];
      long q = parameters.dataPrimes().get(i / n);
      values[length + i] = difference + ((difference >> 63) & q);
    }
    try (Ciphertext moved =
        context.importCiphertext(new CiphertextData(2, fresh.limbs(), false, values))) {
      return new SeededCiphertext(fresh.limbs(), seed, context.phase(moved, secretKey));
    }
  }
}
