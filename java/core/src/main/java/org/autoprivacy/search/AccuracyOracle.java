package org.autoprivacy.search;

import java.util.List;

/** Says how accurate the network stays when its layers use given parameters. */
public interface AccuracyOracle {

  /**
   * Estimates accuracy; the same arguments always give the same numbers, whatever was asked before.
   *
   * @param policy parameters of every layer, in order
   * @throws IllegalArgumentException if the policy does not fit the network
   */
  AccuracyEstimate estimate(List<LayerCandidate> policy, Sampling sampling);

  /** What decryption errors do under a policy, for the result: a model, or several with a plus. */
  String errorModel(List<LayerCandidate> policy);

  /** What identifies images, weights and seed: two oracles of equal text answer equally. */
  String identity();
}
