package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All policies by rising latency, then bytes, so that the first within the loss limit is the best
 * there is. Policies whose every layer fails at least as often as in one that was beyond the limit
 * are skipped; that is exact where more errors never help.
 */
final class ExactStrategy implements SearchStrategy {

  /** Policies skipped in a row before the search gives up: memory grows with them. */
  private static final int MOST_SKIPPED = 1_000_000;

  private final SearchSpace space;
  private final boolean stopAtFirst;
  private final List<List<LayerOption>> options;
  private final PriorityQueue<int[]> queue;
  private final List<int[]> infeasible = new ArrayList<>();
  private int[] proposal = new int[0];
  private boolean found;

  ExactStrategy(SearchSpace space, boolean stopAtFirst) {
    this.space = space;
    this.stopAtFirst = stopAtFirst;
    options = space.layers().stream().map(LayerOption::of).toList();
    queue =
        new PriorityQueue<>(
            Comparator.comparingDouble(this::latencyNanos)
                .thenComparingLong(this::bytes)
                .thenComparing(Arrays::compare));
    queue.add(new int[options.size()]);
  }

  private double latencyNanos(int[] positions) {
    double sum = 0;
    for (int i = 0; i < positions.length; i++) {
      sum += options.get(i).get(positions[i]).latencyNanos();
    }
    return sum;
  }

  private long bytes(int[] positions) {
    long sum = 0;
    for (int i = 0; i < positions.length; i++) {
      sum += options.get(i).get(positions[i]).bytes();
    }
    return sum;
  }

  // Every vector of positions has one parent: itself with its last non-zero position lowered.
  private void expand(int[] positions) {
    int last = positions.length - 1;
    while (last > 0 && positions[last] == 0) {
      last--;
    }
    for (int i = last; i < positions.length; i++) {
      if (positions[i] + 1 < options.get(i).size()) {
        int[] child = positions.clone();
        child[i]++;
        queue.add(child);
      }
    }
  }

  private boolean knownInfeasible(int[] positions) {
    for (int[] bad : infeasible) {
      boolean noSafer = true;
      for (int i = 0; noSafer && i < bad.length; i++) {
        noSafer = options.get(i).get(positions[i]).noSaferThan(options.get(i).get(bad[i]));
      }
      if (noSafer) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int[] propose() {
    for (int skipped = 0; skipped < MOST_SKIPPED && !queue.isEmpty(); skipped++) {
      int[] head = queue.element();
      if (!knownInfeasible(head)) {
        proposal = head;
        return indexes(head);
      }
      queue.remove();
      expand(head);
    }
    queue.clear();
    proposal = new int[0];
    return space.safest();
  }

  private int[] indexes(int[] positions) {
    int[] policy = new int[positions.length];
    for (int i = 0; i < policy.length; i++) {
      policy[i] = options.get(i).get(positions[i]).index();
    }
    return policy;
  }

  @Override
  public void learn(int[] executed, double reward, boolean feasible) {
    if (proposal.length == 0) {
      return;
    }
    // A policy that had to be moved into the budget was itself too slow, and so are all after it.
    if (!Arrays.equals(executed, indexes(proposal))) {
      queue.clear();
      return;
    }
    queue.remove();
    expand(proposal);
    if (stopAtFirst && feasible) {
      found = true;
    } else if (stopAtFirst) {
      infeasible.add(proposal);
    }
  }

  @Override
  public boolean finished() {
    return found || queue.isEmpty();
  }

  @Override
  public void write(StateWriter out) {
    out.putInt(found ? 1 : 0);
    writeAll(out, new ArrayList<>(queue));
    writeAll(out, infeasible);
  }

  private static void writeAll(StateWriter out, List<int[]> vectors) {
    out.putInt(vectors.size());
    vectors.forEach(out::putInts);
  }

  @Override
  public void read(StateReader in) {
    found = in.getInt() != 0;
    queue.clear();
    queue.addAll(readAll(in));
    infeasible.clear();
    infeasible.addAll(readAll(in));
  }

  private List<int[]> readAll(StateReader in) {
    List<int[]> vectors = new ArrayList<>();
    int size = in.getInt();
    for (int i = 0; i < size; i++) {
      int[] positions = in.getInts();
      boolean fits = positions.length == options.size();
      for (int l = 0; fits && l < positions.length; l++) {
        fits = positions[l] >= 0 && positions[l] < options.get(l).size();
      }
      if (!fits) {
        throw new IllegalArgumentException("a position of the exact rival is out of range");
      }
      vectors.add(positions);
    }
    return vectors;
  }
}
