package org.autoprivacy.search;

import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;

/**
 * Parameters that one layer may take, with what they cost and what errors they leave.
 *
 * @param errorRate the rate that was asked for; the parameters leave no more
 * @param packing how values are laid out
 * @param encryption how the client encrypts
 * @param privacy what hides the weights in the noise
 * @param parameters the BFV parameters
 * @param wireLimbs data primes that are left when the result is sent back
 * @param predictedStd standard deviation of the noise of a decrypted coefficient, in units of the
 *     modulus on the wire
 * @param predictedErrorRate the rate that the parameters leave, of the same thing as {@code
 *     errorRate}
 * @param latencyNanos predicted latency of the layer
 * @param bytesUp bytes from client to server
 * @param bytesDown bytes from server to client
 * @param securityBits security of the parameters
 */
public record LayerCandidate(
    ErrorRate errorRate,
    Packing packing,
    Encryption encryption,
    Privacy privacy,
    LayerParameters parameters,
    int wireLimbs,
    double predictedStd,
    ErrorRate predictedErrorRate,
    double latencyNanos,
    long bytesUp,
    long bytesDown,
    double securityBits) {

  public LayerCandidate {
    if (wireLimbs < 1 || wireLimbs > parameters.limbs()) {
      throw new IllegalArgumentException(
          "of " + parameters.limbs() + " limbs, " + wireLimbs + " cannot be sent back");
    }
    if (!(predictedStd >= 0 && predictedStd < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a deviation is finite and not negative, got " + predictedStd);
    }
    if (!(latencyNanos >= 0 && latencyNanos < Double.POSITIVE_INFINITY)
        || bytesUp < 0
        || bytesDown < 0) {
      throw new IllegalArgumentException(
          "costs are finite and not negative, got "
              + latencyNanos
              + " ns, "
              + bytesUp
              + " and "
              + bytesDown
              + " bytes");
    }
    if (!(securityBits >= 0)) {
      throw new IllegalArgumentException("security is not negative, got " + securityBits);
    }
    if (predictedErrorRate.of() != errorRate.of()) {
      throw new IllegalArgumentException(
          "the predicted rate counts "
              + predictedErrorRate.of().token()
              + "s, the one asked for "
              + errorRate.of().token()
              + "s");
    }
  }

  /** With symmetric encryption and nothing that hides the weights. */
  public LayerCandidate(
      ErrorRate errorRate,
      Packing packing,
      LayerParameters parameters,
      int wireLimbs,
      double predictedStd,
      ErrorRate predictedErrorRate,
      double latencyNanos,
      long bytesUp,
      long bytesDown,
      double securityBits) {
    this(
        errorRate,
        packing,
        Encryption.SYMMETRIC,
        Privacy.NONE,
        parameters,
        wireLimbs,
        predictedStd,
        predictedErrorRate,
        latencyNanos,
        bytesUp,
        bytesDown,
        securityBits);
  }

  /** What the generator chose. */
  public static LayerCandidate of(LayerChoice choice) {
    return new LayerCandidate(
        choice.errorRate(),
        choice.packing(),
        choice.request().encryption(),
        choice.request().privacy(),
        choice.parameters(),
        choice.wireLimbs(),
        choice.predictedStd(),
        choice.predictedErrorRate(),
        choice.cost().latencyNanos(),
        choice.cost().bytesUp(),
        choice.cost().bytesDown(),
        choice.securityBits());
  }

  /** Bytes in both directions. */
  public long bytes() {
    return bytesUp + bytesDown;
  }

  /**
   * Standard deviation of the noise in units of the plaintext modulo factor {@code instance} of t:
   * a coefficient decrypts wrongly where this noise exceeds one half.
   */
  public double plainStd(int instance) {
    return predictedStd * Math.pow(2, log2(parameters.plainModuli().get(instance)) - wireLogQ());
  }

  private double wireLogQ() {
    return parameters.dataPrimes().stream()
        .limit(wireLimbs)
        .mapToDouble(LayerCandidate::log2)
        .sum();
  }

  private static double log2(long value) {
    return Math.log(value) / Math.log(2);
  }

  /** Whether both evaluate the layer in the same way, so that errors and costs are the same. */
  public boolean sameParameters(LayerCandidate other) {
    return packing == other.packing
        && encryption == other.encryption
        && parameters.equals(other.parameters);
  }

  /**
   * Whether this fails less often than another of the same packing and costs no more in anything.
   */
  public boolean saferForFree(LayerCandidate other) {
    return packing == other.packing
        && latencyNanos <= other.latencyNanos
        && bytes() <= other.bytes()
        && predictedErrorRate.of() == other.predictedErrorRate.of()
        && predictedErrorRate.log2() < other.predictedErrorRate.log2();
  }

  /**
   * This candidate as if it failed with the rate {@code rate}: the deviation is moved so that one
   * coefficient fails with it, or with the n-th part of a rate per ciphertext. For studies of a
   * rate at a layer's real geometry; no parameters have exactly this rate.
   */
  public LayerCandidate failingAt(ErrorRate rate) {
    double perCoefficient =
        rate.of() == ErrorRate.Of.CIPHERTEXT
            ? rate.log2() - log2(parameters.polyDegree())
            : rate.log2();
    double largest =
        parameters.plainModuli().stream().mapToDouble(LayerCandidate::log2).max().orElseThrow();
    return new LayerCandidate(
        rate,
        packing,
        encryption,
        privacy,
        parameters,
        wireLimbs,
        Math.pow(2, wireLogQ() - 1 - largest) / NormalTail.quantile(perCoefficient),
        rate,
        latencyNanos,
        bytesUp,
        bytesDown,
        securityBits);
  }
}
