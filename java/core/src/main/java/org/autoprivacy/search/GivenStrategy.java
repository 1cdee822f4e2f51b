package org.autoprivacy.search;

/** One policy that is known beforehand, tried once. */
final class GivenStrategy implements SearchStrategy {

  private final int[] policy;
  private boolean tried;

  /** The same rate {@code 2^-exponent} for all layers. */
  GivenStrategy(SearchSpace space, double exponent) {
    policy = space.layers().stream().mapToInt(layer -> layer.indexFor(exponent)).toArray();
  }

  /**
   * The only candidates there are.
   *
   * @throws IllegalArgumentException if a layer has more than one
   */
  static GivenStrategy only(SearchSpace space) {
    for (SearchLayer layer : space.layers()) {
      if (layer.candidates().size() != 1) {
        throw new IllegalArgumentException(
            "a policy of others gives each layer its parameters, but layer "
                + layer.name()
                + " has "
                + layer.candidates().size()
                + " to choose from");
      }
    }
    return new GivenStrategy(space, 1);
  }

  @Override
  public int[] propose() {
    return policy.clone();
  }

  @Override
  public void learn(int[] executed, double reward, boolean feasible) {
    tried = true;
  }

  @Override
  public boolean finished() {
    return tried;
  }

  @Override
  public void write(StateWriter out) {
    out.putInt(tried ? 1 : 0);
  }

  @Override
  public void read(StateReader in) {
    tried = in.getInt() != 0;
  }
}
