package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.generator.NoFeasibleParametersException;

/**
 * States and actions of one search: the paper's state vector, DER = 2^-round(D_l + a·(D_r - D_l)),
 * and the latency budget. A policy is an array of candidate indexes, one per layer. Immutable.
 */
public final class SearchSpace {

  /** Numbers in a state. */
  public static final int STATE_SIZE = 11;

  private final List<SearchLayer> layers;
  private final int leastExponent;
  private final int mostExponent;
  private final double budget;
  private final boolean lowersForFree;
  private final float[][] states;

  /**
   * The space of a request.
   *
   * @throws NoFeasibleParametersException if even the fastest candidates exceed the latency budget
   */
  public SearchSpace(SearchRequest request) {
    layers = request.layers();
    SearchOptions options = request.options();
    leastExponent = options.leastExponent();
    mostExponent = options.mostExponent();
    budget = options.latencyBudgetNanos();
    lowersForFree = options.reward() == RewardKind.DEFAULT && options.policy().searches();
    states = normalise(layers);
    double fastest = latencyNanos(fastest());
    if (fastest > budget) {
      throw new NoFeasibleParametersException(
          "the latency budget of %.3f ms".formatted(budget * 1e-6),
          "the fastest of all layers take %.3f ms".formatted(fastest * 1e-6),
          "raise the budget or let more errors happen");
    }
  }

  /** The layers, in order. */
  public List<SearchLayer> layers() {
    return layers;
  }

  /**
   * The state O_i = (i, c_in, c_out, x_w, x_h, k_s, s_s, log p_i, log q_i, log n_i, a_{i-1}), each
   * in [0, 1]; p, q, n are those of the layer's safest candidate. After the last layer, the last
   * layer's.
   */
  public float[] state(int layer, double previousAction) {
    float[] state = states[Math.min(layer, layers.size() - 1)].clone();
    state[STATE_SIZE - 1] = (float) previousAction;
    return state;
  }

  private static float[][] normalise(List<SearchLayer> layers) {
    double[][] columns = new double[layers.size()][];
    for (int i = 0; i < columns.length; i++) {
      SearchLayer layer = layers.get(i);
      LayerCandidate safest = layer.candidates().getLast();
      columns[i] =
          new double[] {
            i,
            layer.inChannels(),
            layer.outChannels(),
            layer.width(),
            layer.height(),
            layer.kernel(),
            layer.stride(),
            safest.parameters().logT(),
            safest.parameters().logQ(),
            Math.log(safest.parameters().polyDegree()),
          };
    }
    float[][] states = new float[layers.size()][STATE_SIZE];
    for (int c = 0; c < STATE_SIZE - 1; c++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double[] row : columns) {
        least = Math.min(least, row[c]);
        most = Math.max(most, row[c]);
      }
      for (int i = 0; i < columns.length; i++) {
        states[i][c] = most > least ? (float) ((columns[i][c] - least) / (most - least)) : 0;
      }
    }
    return states;
  }

  /** The candidate that an action in [0, 1] means for a layer. */
  public int choice(int layer, double action) {
    long exponent = Math.round(leastExponent + action * (mostExponent - leastExponent));
    return layers.get(layer).indexFor(exponent);
  }

  /** The action in [0, 1] whose rate is a candidate's. */
  public double action(int layer, int choice) {
    if (mostExponent == leastExponent) {
      return 0;
    }
    double exponent = -layers.get(layer).candidates().get(choice).errorRate().log2();
    return Math.clamp((exponent - leastExponent) / (mostExponent - leastExponent), 0, 1);
  }

  /** The safest candidate of every layer. */
  public int[] safest() {
    return layers.stream().mapToInt(layer -> layer.candidates().size() - 1).toArray();
  }

  /** The fastest candidate of every layer, the safest of equals. */
  public int[] fastest() {
    int[] policy = safest();
    for (int i = 0; i < policy.length; i++) {
      for (int next = policy[i]; next >= 0; next = layers.get(i).fasterThan(next)) {
        policy[i] = next;
      }
    }
    return policy;
  }

  /** Predicted latency of a policy. */
  public double latencyNanos(int[] policy) {
    double sum = 0;
    for (LayerCandidate candidate : candidates(policy)) {
      sum += candidate.latencyNanos();
    }
    return sum;
  }

  /** Predicted bytes of a policy. */
  public long bytes(int[] policy) {
    return candidates(policy).stream().mapToLong(LayerCandidate::bytes).sum();
  }

  /** The parameters of every layer. */
  public List<LayerCandidate> candidates(int[] policy) {
    if (policy.length != layers.size()) {
      throw new IllegalArgumentException(
          "a policy has " + layers.size() + " layers, got " + policy.length);
    }
    List<LayerCandidate> chosen = new ArrayList<>(policy.length);
    for (int i = 0; i < policy.length; i++) {
      chosen.add(layers.get(i).candidates().get(policy[i]));
    }
    return chosen;
  }

  /**
   * The policy moved into the latency budget as the paper does it: layer after layer, round after
   * round, to the next faster candidate, until the budget is met.
   */
  public int[] withinBudget(int[] policy) {
    int[] within = policy.clone();
    while (latencyNanos(within) > budget) {
      boolean moved = false;
      for (int i = 0; i < within.length; i++) {
        int faster = layers.get(i).fasterThan(within[i]);
        if (faster >= 0) {
          within[i] = faster;
          moved = true;
          if (latencyNanos(within) <= budget) {
            return within;
          }
        }
      }
      if (!moved) {
        throw new IllegalStateException("the fastest policy was within budget before");
      }
    }
    return within;
  }

  /**
   * The policy that is evaluated in place of another: each layer takes the safest candidate of its
   * packing that is as fast and takes as few bytes, where error rates are searched for cost; the
   * first candidate with equal parameters, where they are given or accuracy alone counts. Policies
   * that compute the same become one.
   */
  public int[] canonical(int[] policy) {
    int[] canonical = policy.clone();
    for (int i = 0; i < canonical.length; i++) {
      List<LayerCandidate> all = layers.get(i).candidates();
      int best = policy[i];
      for (int other = 0; lowersForFree && other < all.size(); other++) {
        best = all.get(other).saferForFree(all.get(best)) ? other : best;
      }
      int first = 0;
      while (!all.get(first).sameParameters(all.get(best))) {
        first++;
      }
      canonical[i] = first;
    }
    return canonical;
  }
}
