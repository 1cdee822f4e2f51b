package org.autoprivacy.cost;

import java.util.List;
import org.autoprivacy.linear.KeyNeeds;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.WireSizes;
import org.autoprivacy.params.LayerParameters;

/**
 * Predicts what one layer costs in the preprocessing phase: operation counts times measured
 * latencies, and the bytes of what is sent. Each term is described in docs/notes/cost-model.md.
 * Immutable.
 *
 * <p>Weights are fixed and kept in NTT form; encoding and transforming them is set-up and not
 * counted. Keys are counted apart, since they serve many layers and inferences.
 */
public final class CostModel {

  private final LatencyTable latencies;

  /** On the machine and engine of a profile. */
  public CostModel(LatencyTable latencies) {
    this.latencies = latencies;
  }

  /**
   * Latency and bytes of a layer.
   *
   * @param work the layer's work at the deployment's degree
   * @throws LatencyTable.UncoveredException if the profile does not cover the deployment
   */
  public LayerCost cost(LayerWork work, Deployment deployment) {
    return new LayerCost(
        latencyNanos(work, deployment, 1), bytesUp(work, deployment), bytesDown(work, deployment));
  }

  /**
   * Latency of a layer where each party shares its independent pieces between so many threads, each
   * of which has a core of its own.
   *
   * @throws LatencyTable.UncoveredException if the profile does not cover the deployment
   */
  public double latencyNanos(LayerWork work, Deployment deployment, int threads) {
    double nanos = 0;
    for (CostTerm term : terms(work, deployment)) {
      nanos += term.totalNanos(threads);
    }
    return nanos;
  }

  /**
   * The terms whose sum is the latency, in the order of the protocol; those that do not occur are
   * left out.
   *
   * @throws LatencyTable.UncoveredException if the profile does not cover the deployment
   */
  public List<CostTerm> terms(LayerWork work, Deployment deployment) {
    return LayerTerms.of(latencies, work, deployment);
  }

  /**
   * What the keys of some layers with the same parameters cost, once for all inferences.
   *
   * @throws LatencyTable.UncoveredException if the profile does not cover the parameters
   */
  public KeyCost keys(LayerParameters parameters, KeyNeeds needs) {
    return KeyTerms.of(latencies, parameters, needs);
  }

  /** Bytes of the client's message, as it is really sent. */
  public static long bytesUp(LayerWork work, Deployment deployment) {
    return WireSizes.request(
        deployment.polyDegree(),
        deployment.limbBits(),
        deployment.encryption(),
        work.counts().ciphertextsUp(),
        deployment.instances());
  }

  /** Bytes of the server's message, as it is really sent. */
  public static long bytesDown(LayerWork work, Deployment deployment) {
    return WireSizes.reply(
        deployment.polyDegree(),
        deployment.wireBits(),
        deployment.dropped(),
        work.counts().ciphertextsDown(),
        work.released(),
        deployment.instances());
  }
}
