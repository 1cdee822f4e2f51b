package org.autoprivacy.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Starts from the safest policy and takes the layers by falling possible saving: each is tried at
 * its fastest parameters first, then at slower ones, until the reward does not fall.
 */
final class GreedyStrategy implements SearchStrategy {

  private final SearchSpace space;
  private final List<Integer> order;
  private int[] current;
  private double currentReward = Double.NEGATIVE_INFINITY;
  private boolean started;
  private int position;
  private int option;

  GreedyStrategy(SearchSpace space) {
    this.space = space;
    current = space.safest();
    order =
        IntStream.range(0, current.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer layer) -> -saving(layer)))
            .toList();
    option = firstOption();
  }

  private double saving(int layer) {
    List<LayerOption> options = LayerOption.of(space.layers().get(layer));
    return options.getLast().latencyNanos() - options.getFirst().latencyNanos();
  }

  // Options run from the fastest up; the layer stays where it is once they reach its own.
  private int firstOption() {
    while (position < order.size()) {
      if (options().getFirst().index() != current[order.get(position)]) {
        return 0;
      }
      position++;
    }
    return 0;
  }

  private List<LayerOption> options() {
    return LayerOption.of(space.layers().get(order.get(position)));
  }

  @Override
  public int[] propose() {
    int[] policy = current.clone();
    if (started && position < order.size()) {
      policy[order.get(position)] = options().get(option).index();
    }
    return policy;
  }

  @Override
  public void learn(int[] executed, double reward, boolean feasible) {
    if (!started) {
      started = true;
      current = executed.clone();
      currentReward = reward;
      option = firstOption();
      return;
    }
    boolean taken = reward >= currentReward;
    if (taken) {
      current = executed.clone();
      currentReward = reward;
    }
    option++;
    int layer = order.get(position);
    double own = space.layers().get(layer).candidates().get(current[layer]).latencyNanos();
    if (taken || option >= options().size() || options().get(option).latencyNanos() >= own) {
      position++;
      option = firstOption();
    }
  }

  @Override
  public boolean finished() {
    return started && position >= order.size();
  }

  @Override
  public void write(StateWriter out) {
    out.putInts(current);
    out.putDouble(currentReward);
    out.putInt(started ? 1 : 0);
    out.putInt(position);
    out.putInt(option);
  }

  @Override
  public void read(StateReader in) {
    current = in.getInts();
    currentReward = in.getDouble();
    started = in.getInt() != 0;
    position = in.getInt();
    option = in.getInt();
    if (current.length != order.size() || position < 0 || position > order.size() || option < 0) {
      throw new IllegalArgumentException("the greedy rival's position is out of range");
    }
  }
}
