package org.autoprivacy.search;

import java.util.Arrays;
import java.util.List;

/**
 * What the environment answered to one policy.
 *
 * @param policy candidate index of each layer, canonical
 * @param latencyNanos predicted latency
 * @param bytes predicted bytes in both directions
 * @param accuracy accuracy under its errors
 * @param reward the reward that follows
 */
public record PolicyOutcome(
    List<Integer> policy,
    double latencyNanos,
    long bytes,
    AccuracyEstimate accuracy,
    double reward) {

  public PolicyOutcome {
    policy = List.copyOf(policy);
  }

  /** The policy as an array. */
  public int[] indexes() {
    return policy.stream().mapToInt(Integer::intValue).toArray();
  }

  static List<Integer> key(int[] policy) {
    return Arrays.stream(policy).boxed().toList();
  }
}
