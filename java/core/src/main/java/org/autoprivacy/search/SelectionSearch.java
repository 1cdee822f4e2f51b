package org.autoprivacy.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a search: episodes, the saved state after each, and the confirmation of the best policy.
 * Equal requests and oracles give equal selections, times apart, in one run or in several. Not
 * thread-safe; one instance runs once.
 */
public final class SelectionSearch {

  /** Policies that are put to more samples before the search falls back to the safest. */
  private static final int MOST_CONFIRMED = 64;

  /** In paper mode: policies among which more samples decide. */
  private static final int PAPER_CONFIRMED = 8;

  private final SearchRequest request;
  private final AccuracyOracle oracle;
  private final SelectionEnvironment environment;
  private final SearchStrategy strategy;
  private final List<Double> rewards = new ArrayList<>();
  private int confirmations;
  private long nanos;
  private @Nullable PolicyOutcome best;

  /**
   * A search that has not begun.
   *
   * @throws org.autoprivacy.generator.NoFeasibleParametersException if no parameters fit the
   *     latency budget
   * @throws IllegalArgumentException if a policy of others has more than one candidate in a layer
   */
  public SelectionSearch(SearchRequest request, AccuracyOracle oracle) {
    this.request = request;
    this.oracle = oracle;
    environment = new SelectionEnvironment(request, oracle);
    strategy = SearchStrategy.of(request.options(), environment.space());
  }

  /**
   * Searches to the end.
   *
   * @param state file that holds the state after each episode; null to keep none
   * @param resume whether to go on from that file instead of replacing it
   * @throws IllegalArgumentException if the file cannot be resumed: missing, damaged, of another
   *     search, or with more episodes than asked for
   * @throws IOException if the file cannot be read or written; the last state then stays
   */
  public Selection run(@Nullable Path state, boolean resume, SearchListener listener)
      throws IOException {
    byte[] fingerprint = request.fingerprint(oracle.identity());
    if (resume) {
      if (state == null) {
        throw new IllegalArgumentException("a search resumes from a file: name it");
      }
      read(state, Checkpoint.read(state, fingerprint));
    }
    int episodes = request.options().episodes();
    long start = System.nanoTime();
    while (rewards.size() < episodes && !strategy.finished()) {
      PolicyOutcome outcome = episode();
      long now = System.nanoTime();
      nanos += now - start;
      start = now;
      if (state != null) {
        Checkpoint.write(state, fingerprint, bytes());
      }
      listener.episodeEnded(rewards.size(), episodes, outcome, requireBest());
    }
    Confirmed confirmed = confirm(listener);
    nanos += System.nanoTime() - start;
    return selection(confirmed);
  }

  private PolicyOutcome episode() {
    SearchSpace space = environment.space();
    int[] executed = space.withinBudget(strategy.propose());
    PolicyOutcome outcome = environment.evaluate(executed);
    strategy.learn(executed, outcome.reward(), environment.feasible(outcome));
    rewards.add(outcome.reward());
    best = environment.better(best, outcome);
    return outcome;
  }

  private PolicyOutcome requireBest() {
    if (best == null) {
      throw new IllegalStateException("no episode has ended yet");
    }
    return best;
  }

  private record Confirmed(PolicyOutcome outcome, boolean withinLimit) {}

  private Confirmed confirm(SearchListener listener) {
    List<PolicyOutcome> ranked = environment.ranked();
    if (request.options().reward() == RewardKind.PAPER) {
      return ranked.stream()
          .limit(PAPER_CONFIRMED)
          .map(outcome -> confirmed(outcome, listener))
          .min(Comparator.comparingDouble(found -> -found.outcome().reward()))
          .orElseThrow();
    }
    for (PolicyOutcome outcome : ranked) {
      if (!environment.feasible(outcome) || confirmations >= MOST_CONFIRMED) {
        break;
      }
      Confirmed found = confirmed(outcome, listener);
      if (found.withinLimit()) {
        return found;
      }
    }
    if (!request.options().policy().searches()) {
      return confirmed(ranked.getFirst(), listener);
    }
    SearchSpace space = environment.space();
    return confirmed(environment.evaluate(space.withinBudget(space.safest())), listener);
  }

  private Confirmed confirmed(PolicyOutcome outcome, SearchListener listener) {
    listener.confirming(outcome);
    confirmations++;
    PolicyOutcome again = environment.confirm(outcome);
    double limit = request.options().maxAccuracyLoss() + Reward.LEAST_LOSS;
    return new Confirmed(again, again.accuracy().lossHigh95() <= limit);
  }

  private Selection selection(Confirmed confirmed) {
    PolicyOutcome outcome = confirmed.outcome();
    List<LayerCandidate> chosen = environment.space().candidates(outcome.indexes());
    List<SelectedLayer> layers = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      SearchLayer layer = request.layers().get(i);
      layers.add(new SelectedLayer(layer.name(), layer.shape(), chosen.get(i)));
    }
    return new Selection(
        request.network(),
        oracle.errorModel(chosen),
        request.privacy(),
        request.provenance(),
        request.options(),
        layers,
        outcome.accuracy(),
        confirmed.withinLimit(),
        Map.of(),
        new SearchSummary(
            rewards.size(),
            environment.evaluations() + confirmations,
            nanos / (double) TimeUnit.SECONDS.toNanos(1),
            rewards));
  }

  private byte[] bytes() {
    StateWriter out = new StateWriter();
    out.putLong(nanos);
    out.putInt(rewards.size());
    rewards.forEach(out::putDouble);
    environment.write(out);
    strategy.write(out);
    return out.toBytes();
  }

  private void read(Path file, byte[] payload) {
    try {
      StateReader in = new StateReader(payload);
      nanos = in.getLong();
      int episodes = in.getInt();
      if (episodes > request.options().episodes()) {
        throw new IllegalArgumentException(
            "it has " + episodes + " episodes, more than " + request.options().episodes());
      }
      for (int i = 0; i < episodes; i++) {
        rewards.add(in.getDouble());
      }
      environment.read(in);
      strategy.read(in);
      in.requireEnd();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " cannot be resumed (" + e.getMessage() + "): run without --resume", e);
    }
    for (PolicyOutcome outcome : environment.ranked()) {
      best = environment.better(best, outcome);
    }
  }
}
