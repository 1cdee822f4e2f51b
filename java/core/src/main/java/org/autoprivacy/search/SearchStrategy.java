package org.autoprivacy.search;

/** Proposes one policy after another and learns from what came of it. */
interface SearchStrategy {

  /** The next policy to try; it may exceed the latency budget. */
  int[] propose();

  /**
   * What came of the last proposal.
   *
   * @param executed the policy that was evaluated: the proposal, moved into the latency budget
   * @param reward its reward
   * @param feasible whether its loss is within the limit
   */
  void learn(int[] executed, double reward, boolean feasible);

  /** Whether there is nothing left to try. */
  boolean finished();

  /** Appends all that later behaviour depends on. */
  void write(StateWriter out);

  /** Takes over what {@link #write} appended. */
  void read(StateReader in);

  /** The strategy that a policy token names. */
  static SearchStrategy of(SearchOptions options, SearchSpace space) {
    return switch (options.policy().kind()) {
      case DDPG -> new AgentStrategy(space, DdpgSettings.PAPER, options.seed());
      case RANDOM -> new RandomStrategy(space, options.seed());
      case FIXED -> new GivenStrategy(space, options.policy().exponent());
      case GREEDY -> new GreedyStrategy(space);
      case EXACT -> new ExactStrategy(space, options.reward() == RewardKind.DEFAULT);
      case DELPHI, DARL, DELPHI_CODE, CHEETAH_CODE -> GivenStrategy.only(space);
    };
  }
}
