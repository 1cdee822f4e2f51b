package org.autoprivacy.search;

/**
 * The DDPG agent: one action per layer, in order; the episode's reward goes to each of its steps.
 * Where the budget lowered a layer, the agent learns the action that was executed.
 */
final class AgentStrategy implements SearchStrategy {

  private final SearchSpace space;
  private final DdpgAgent agent;
  private final float[][] states;
  private final double[] actions;
  private int[] proposal = new int[0];

  AgentStrategy(SearchSpace space, DdpgSettings settings, long seed) {
    this.space = space;
    agent = new DdpgAgent(settings, SearchSpace.STATE_SIZE, seed);
    int layers = space.layers().size();
    states = new float[layers + 1][];
    actions = new double[layers];
  }

  @Override
  public int[] propose() {
    proposal = new int[actions.length];
    double previous = 0;
    for (int i = 0; i < actions.length; i++) {
      states[i] = space.state(i, previous);
      actions[i] = agent.explore(states[i]);
      proposal[i] = space.choice(i, actions[i]);
      previous = actions[i];
    }
    states[actions.length] = space.state(actions.length, previous);
    return proposal.clone();
  }

  @Override
  public void learn(int[] executed, double reward, boolean feasible) {
    for (int i = 0; i < actions.length; i++) {
      double action = executed[i] == proposal[i] ? actions[i] : space.action(i, executed[i]);
      agent.remember(states[i], action, reward, states[i + 1], i == actions.length - 1);
    }
    agent.endEpisode(actions.length);
  }

  @Override
  public boolean finished() {
    return false;
  }

  @Override
  public void write(StateWriter out) {
    agent.write(out);
  }

  @Override
  public void read(StateReader in) {
    agent.read(in);
  }
}
