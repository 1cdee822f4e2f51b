package org.autoprivacy.validation;

import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.noise.ErrorPath;
import org.autoprivacy.noise.NoiseSampler;

/**
 * The error path of a product on a real engine. Engines have one deviation, so it is scaled from
 * outside: SEAL's error is the difference of 21 coins on each side, and k coins more, added to the
 * first polynomial of an encryption of zero, make it one of 21 + k coins, whose deviation is √(1 +
 * k/21) times as large. Nothing is rounded, and the engine multiplies a ciphertext like any other.
 * Its own errors cannot be reproduced from a seed.
 */
final class EngineErrorPath implements ErrorPath, AutoCloseable {

  private static final int COINS = 21;

  private final HeContext context;
  private final BfvParameters parameters;
  private final SecretKey secretKey;
  private final Plaintext zero;
  private final Plaintext weights;
  private final long[] nothing;

  /**
   * A product.
   *
   * @param weights coefficients in [0, t)
   */
  EngineErrorPath(HeContext context, long[] weights) {
    this.context = context;
    this.parameters = context.parameters();
    this.secretKey = context.newSecretKey();
    this.nothing = new long[parameters.polyDegree()];
    this.zero = context.newPlaintext(nothing);
    this.weights = context.newPlaintext(weights);
  }

  @Override
  public int size() {
    return parameters.polyDegree();
  }

  @Override
  public double bound() {
    return Math.pow(2, parameters.logQ() - 1 - LogSpace.log2(parameters.plainModulus()));
  }

  @Override
  public double nearestScale(double scale) {
    return Math.sqrt(1 + moreCoins(scale) / (double) COINS);
  }

  private static int moreCoins(double scale) {
    return (int) Math.round(COINS * (scale * scale - 1));
  }

  @Override
  public double[] sample(double scale, SplittableRandom random) {
    try (Ciphertext fresh = context.encryptSymmetric(zero, secretKey);
        Ciphertext scaled = context.importCiphertext(scaled(fresh, scale, random));
        Ciphertext product = context.multiplyPlain(scaled, weights)) {
      return NoisePolynomial.measure(context, product, secretKey, nothing).coefficients();
    }
  }

  private CiphertextData scaled(Ciphertext fresh, double scale, SplittableRandom random) {
    CiphertextData data = context.export(fresh);
    int n = parameters.polyDegree();
    long[] more = NoiseSampler.moreCoins(random, n, moreCoins(scale));
    for (int i = 0; i < data.limbs(); i++) {
      long prime = parameters.dataPrimes().get(i);
      for (int j = 0; j < n; j++) {
        data.coefficients()[i * n + j] =
            Math.floorMod(data.coefficients()[i * n + j] + more[j], prime);
      }
    }
    return data;
  }

  @Override
  public void close() {
    weights.close();
    zero.close();
    secretKey.close();
  }
}
