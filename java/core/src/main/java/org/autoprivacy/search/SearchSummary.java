package org.autoprivacy.search;

import java.util.List;

/**
 * How a search went.
 *
 * @param episodes policies that were tried
 * @param evaluations different policies that the oracle was asked about, those confirmed at the end
 *     counted again
 * @param seconds wall-clock time, over all runs of a resumed search
 * @param rewards reward of each episode
 */
public record SearchSummary(int episodes, int evaluations, double seconds, List<Double> rewards) {

  public SearchSummary {
    rewards = List.copyOf(rewards);
    if (episodes != rewards.size() || evaluations < 0 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "a search has a reward per episode, got "
              + rewards.size()
              + " rewards for "
              + episodes
              + " episodes");
    }
  }
}
