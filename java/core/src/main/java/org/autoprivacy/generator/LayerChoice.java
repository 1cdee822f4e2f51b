package org.autoprivacy.generator;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;

/**
 * The parameters chosen for one layer, and what they give.
 *
 * @param request what was asked for
 * @param parameters the cheapest that achieve it
 * @param wireLimbs data primes that are left when the result is sent back
 * @param predictedStd standard deviation of the noise of a decrypted coefficient, in units of the
 *     modulus on the wire
 * @param predictedErrorRate predicted rate of wrong decryptions, of what was asked for
 * @param coefficientErrorRate predicted rate of wrong coefficients
 * @param securityBits security by today's estimate
 * @param privacyClaim how well the weights are hidden in the noise
 * @param cost predicted latency and bytes
 * @param reasons what fixed each number
 */
public record LayerChoice(
    LayerRequest request,
    LayerParameters parameters,
    int wireLimbs,
    double predictedStd,
    ErrorRate predictedErrorRate,
    ErrorRate coefficientErrorRate,
    double securityBits,
    PrivacyClaim privacyClaim,
    LayerCost cost,
    List<Reason> reasons) {

  /** The model's own error: latencies that are nearer than this factor count as equal. */
  static final double EQUAL_LATENCIES = 1.05;

  public LayerChoice {
    reasons = List.copyOf(reasons);
  }

  /**
   * The cheapest: of those whose latencies are within {@link #EQUAL_LATENCIES} of the least, the
   * one with the fewest bytes.
   *
   * @param choices at least one
   */
  public static LayerChoice cheapest(Collection<LayerChoice> choices) {
    double least = choices.stream().mapToDouble(c -> c.cost().latencyNanos()).min().orElseThrow();
    return choices.stream()
        .filter(choice -> choice.cost().latencyNanos() <= least * EQUAL_LATENCIES)
        .min(
            Comparator.<LayerChoice>comparingLong(choice -> choice.cost().bytes())
                .thenComparingDouble(choice -> choice.cost().latencyNanos()))
        .orElseThrow();
  }

  /** The same with other reasons. */
  LayerChoice withReasons(List<Reason> other) {
    return new LayerChoice(
        request,
        parameters,
        wireLimbs,
        predictedStd,
        predictedErrorRate,
        coefficientErrorRate,
        securityBits,
        privacyClaim,
        cost,
        other);
  }

  /** The layer. */
  public LayerShape shape() {
    return request.shape();
  }

  /** How it is evaluated. */
  public Packing packing() {
    return request.packing();
  }

  /** The rate that was asked for. */
  public ErrorRate errorRate() {
    return request.errorRate();
  }

  /** log2 of the modulus on the wire. */
  public double wireLogQ() {
    return parameters.dataPrimes().stream().limit(wireLimbs).mapToDouble(Math::log).sum()
        / Math.log(2);
  }

  /**
   * Standard deviation of the noise in units of the plaintext: a coefficient is wrong where this
   * noise exceeds one half. With several plaintext moduli, that of the first.
   */
  public double plainStd() {
    double logT = Math.log(parameters.plainModuli().get(0)) / Math.log(2);
    return predictedStd * Math.pow(2, logT - wireLogQ());
  }
}
