package org.autoprivacy.search;

import java.util.Comparator;

/**
 * The reward of a policy, and the order of policies behind it.
 *
 * <p>The default reward is {@code (1 - c + ε(1 - b))/(1 + ε)} in [0, 1] where the loss is within
 * the limit τ, with c and b the latency and bytes between those of the fastest (0) and the slowest
 * (1) candidates and ε = 1/1000 ({@code 1 - b} where all are equally fast); else {@code -√((loss -
 * τ)/(1 - τ))} in [-1, 0). The paper's is {@code -err}. Immutable.
 */
final class Reward {

  private static final double BYTES_SHARE = 1e-3;

  /** A loss that no sampling could show: it counts as none, and as none beyond the limit. */
  static final double LEAST_LOSS = 1e-9;

  private final RewardKind kind;
  private final double limit;
  private double leastLatency;
  private double mostLatency;
  private double leastBytes;
  private double mostBytes;

  Reward(SearchSpace space, SearchOptions options) {
    kind = options.reward();
    limit = options.maxAccuracyLoss();
    for (SearchLayer layer : space.layers()) {
      var latencies =
          layer.candidates().stream().mapToDouble(LayerCandidate::latencyNanos).summaryStatistics();
      var bytes = layer.candidates().stream().mapToLong(LayerCandidate::bytes).summaryStatistics();
      leastLatency += latencies.getMin();
      mostLatency += latencies.getMax();
      leastBytes += bytes.getMin();
      mostBytes += bytes.getMax();
    }
  }

  /** Whether the estimated loss is within the limit. */
  boolean feasible(AccuracyEstimate accuracy) {
    return accuracy.loss() <= limit + LEAST_LOSS;
  }

  double of(double latencyNanos, long bytes, AccuracyEstimate accuracy) {
    if (kind == RewardKind.PAPER) {
      return -accuracy.errorRate();
    }
    if (!feasible(accuracy)) {
      return -Math.sqrt((accuracy.loss() - limit) / (1 - limit));
    }
    double c = share(latencyNanos, leastLatency, mostLatency);
    double b = share(bytes, leastBytes, mostBytes);
    if (mostLatency == leastLatency) {
      return 1 - b;
    }
    return (1 - c + BYTES_SHARE * (1 - b)) / (1 + BYTES_SHARE);
  }

  private static double share(double value, double least, double most) {
    return most > least ? Math.clamp((value - least) / (most - least), 0, 1) : 0;
  }

  /**
   * Best first. By default: policies within the loss limit by latency, then bytes, then loss; then
   * the others by loss. In paper mode: by the reward alone.
   */
  Comparator<PolicyOutcome> order() {
    if (kind == RewardKind.PAPER) {
      return Comparator.comparingDouble(outcome -> -outcome.reward());
    }
    return Comparator.comparing((PolicyOutcome outcome) -> !feasible(outcome.accuracy()))
        .thenComparing((first, second) ->
            feasible(first.accuracy())
                ? Comparator.comparingDouble(PolicyOutcome::latencyNanos)
                    .thenComparingLong(PolicyOutcome::bytes)
                    .compare(first, second)
                : 0)
        .thenComparingDouble(outcome -> outcome.accuracy().loss());
  }
}
