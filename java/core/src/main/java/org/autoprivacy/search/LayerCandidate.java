package org.autoprivacy.search;

import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;

/**
 * Parameters that one layer may take, with what they cost and what errors they leave.
 *
 * @param errorRate the rate that was asked for; the parameters leave no more
 * @param packing how values are laid out
 * @param parameters the BFV parameters
 * @param predictedStd deviation of one coefficient of the decrypted noise polynomial, in units of 1
 *     modulo q; decryption fails from q/(2t) on
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
    LayerParameters parameters,
    double predictedStd,
    ErrorRate predictedErrorRate,
    double latencyNanos,
    long bytesUp,
    long bytesDown,
    double securityBits) {

  public LayerCandidate {
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

  /** Bytes in both directions. */
  public long bytes() {
    return bytesUp + bytesDown;
  }

  /** Whether both evaluate the layer in the same way, so that errors and costs are the same. */
  public boolean sameParameters(LayerCandidate other) {
    return packing == other.packing && parameters.equals(other.parameters);
  }

  /**
   * This candidate as if it failed with the rate {@code rate}: the deviation is moved so that one
   * coefficient fails with it (with the n-th part of it for a rate per ciphertext). For studies of
   * a rate at a layer's real geometry; no parameters have exactly this rate.
   */
  public LayerCandidate failingAt(ErrorRate rate) {
    double log2 =
        rate.of() == ErrorRate.Of.CIPHERTEXT
            ? rate.log2() - Math.log(parameters.polyDegree()) / Math.log(2)
            : rate.log2();
    double logThreshold = parameters.logQ() - 1 - largestLogPlainModulus();
    return new LayerCandidate(
        rate,
        packing,
        parameters,
        Math.pow(2, logThreshold) / NormalTail.quantile(log2),
        rate,
        latencyNanos,
        bytesUp,
        bytesDown,
        securityBits);
  }

  private double largestLogPlainModulus() {
    return parameters.plainModuli().stream().mapToDouble(Math::log).max().orElseThrow()
        / Math.log(2);
  }
}
