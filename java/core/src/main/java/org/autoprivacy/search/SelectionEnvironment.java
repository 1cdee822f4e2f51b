package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers a whole policy with latency, bytes, accuracy and reward; one episode of the search is one
 * answer. A policy is put to the oracle once and remembered. Not thread-safe.
 */
public final class SelectionEnvironment {

  private static final int SEARCH_SERIES = 0;
  private static final int CONFIRM_SERIES = 1;

  private final SearchSpace space;
  private final SearchOptions options;
  private final AccuracyOracle oracle;
  private final Reward reward;
  private final Map<List<Integer>, PolicyOutcome> outcomes = new LinkedHashMap<>();

  public SelectionEnvironment(SearchRequest request, AccuracyOracle oracle) {
    this.oracle = oracle;
    space = new SearchSpace(request);
    options = request.options();
    reward = new Reward(space, options);
  }

  /** States, actions and budget. */
  public SearchSpace space() {
    return space;
  }

  /** Policies that the oracle was asked about. */
  public int evaluations() {
    return outcomes.size();
  }

  /**
   * The outcome of a policy that is within the latency budget.
   *
   * @param policy candidate index of each layer
   */
  public PolicyOutcome evaluate(int[] policy) {
    int[] canonical = space.canonical(policy);
    List<Integer> key = PolicyOutcome.key(canonical);
    PolicyOutcome known = outcomes.get(key);
    if (known == null) {
      double lossLimit =
          options.reward() == RewardKind.DEFAULT ? options.maxAccuracyLoss() : Double.NaN;
      known =
          outcome(
              canonical,
              oracle.estimate(
                  space.candidates(canonical),
                  new Sampling(options.searchSamples(), lossLimit, SEARCH_SERIES)));
      outcomes.put(key, known);
    }
    return known;
  }

  /**
   * The outcome with as many samples as confirm a policy, all with errors that did not choose it;
   * not remembered.
   */
  public PolicyOutcome confirm(PolicyOutcome outcome) {
    int[] policy = outcome.indexes();
    return outcome(
        policy,
        oracle.estimate(
            space.candidates(policy),
            new Sampling(options.confirmSamples(), Double.NaN, CONFIRM_SERIES)));
  }

  private PolicyOutcome outcome(int[] policy, AccuracyEstimate accuracy) {
    double latency = space.latencyNanos(policy);
    long bytes = space.bytes(policy);
    return new PolicyOutcome(
        PolicyOutcome.key(policy), latency, bytes, accuracy, reward.of(latency, bytes, accuracy));
  }

  /** Whether the estimated loss is within the limit. */
  public boolean feasible(PolicyOutcome outcome) {
    return reward.feasible(outcome.accuracy());
  }

  /** All policies that were evaluated, best first; of equals the one found first. */
  public List<PolicyOutcome> ranked() {
    List<PolicyOutcome> ranked = new ArrayList<>(outcomes.values());
    ranked.sort(reward.order());
    return ranked;
  }

  /** The better of two outcomes, the first of equals. */
  PolicyOutcome better(@Nullable PolicyOutcome first, PolicyOutcome second) {
    return first == null || reward.order().compare(second, first) < 0 ? second : first;
  }

  void write(StateWriter out) {
    out.putInt(outcomes.size());
    for (PolicyOutcome outcome : outcomes.values()) {
      out.putInts(outcome.indexes());
      outcome.accuracy().write(out);
    }
  }

  void read(StateReader in) {
    outcomes.clear();
    int size = in.getInt();
    for (int i = 0; i < size; i++) {
      int[] policy = requirePolicy(in.getInts());
      outcomes.put(PolicyOutcome.key(policy), outcome(policy, AccuracyEstimate.read(in)));
    }
  }

  private int[] requirePolicy(int[] policy) {
    boolean fits = policy.length == space.layers().size();
    for (int i = 0; fits && i < policy.length; i++) {
      fits = policy[i] >= 0 && policy[i] < space.layers().get(i).candidates().size();
    }
    if (!fits) {
      throw new IllegalArgumentException("a policy does not fit the layers");
    }
    return policy;
  }
}
