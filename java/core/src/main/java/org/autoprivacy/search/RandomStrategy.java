package org.autoprivacy.search;

/** Uniform actions, drawn anew for every layer of every episode. */
final class RandomStrategy implements SearchStrategy {

  private final SearchSpace space;
  private final SeededRandom random;

  RandomStrategy(SearchSpace space, long seed) {
    this.space = space;
    random = new SeededRandom(seed);
  }

  @Override
  public int[] propose() {
    int[] policy = new int[space.layers().size()];
    for (int i = 0; i < policy.length; i++) {
      policy[i] = space.choice(i, random.nextDouble());
    }
    return policy;
  }

  @Override
  public void learn(int[] executed, double reward, boolean feasible) {}

  @Override
  public boolean finished() {
    return false;
  }

  @Override
  public void write(StateWriter out) {
    out.putLong(random.state());
  }

  @Override
  public void read(StateReader in) {
    random.setState(in.getLong());
  }
}
