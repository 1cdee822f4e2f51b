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

/**
 * The error path of a product on a real engine. Engines have one deviation, so it is scaled from
 * outside: an encryption of zero has the phase e; {@code round(s·e) - e} is added to its first
 * polynomial, and the engine multiplies a ciphertext whose error is s times its own. Errors come
 * from the engine's generator and cannot be reproduced from a seed.
 */
final class EngineErrorPath implements ErrorPath, AutoCloseable {

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
  public double[] sample(double scale, SplittableRandom ignored) {
    try (Ciphertext fresh = context.encryptSymmetric(zero, secretKey);
        Ciphertext scaled = context.importCiphertext(scaled(fresh, scale));
        Ciphertext product = context.multiplyPlain(scaled, weights)) {
      return NoisePolynomial.measure(context, product, secretKey, nothing).coefficients();
    }
  }

  private CiphertextData scaled(Ciphertext fresh, double scale) {
    double[] error = NoisePolynomial.measure(context, fresh, secretKey, nothing).coefficients();
    CiphertextData data = context.export(fresh);
    int n = error.length;
    for (int i = 0; i < data.limbs(); i++) {
      long prime = parameters.dataPrimes().get(i);
      for (int j = 0; j < n; j++) {
        long more = Math.round(scale * error[j]) - Math.round(error[j]);
        data.coefficients()[i * n + j] =
            Math.floorMod(data.coefficients()[i * n + j] + more, prime);
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
