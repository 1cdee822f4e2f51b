package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionSearchTest {

  @TempDir private Path folder;

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Selection run(SearchOptions options) throws IOException {
    return search(options).run(null, false, SearchListener.NONE);
  }

  private static SelectionSearch search(SearchOptions options) {
    return new SelectionSearch(Examples.request(options), new Examples.FormulaOracle());
  }

  private static Selection timeless(Selection selection) {
    SearchSummary search = selection.search();
    return new Selection(
        selection.network(),
        selection.errorModel(),
        selection.privacy(),
        selection.provenance(),
        selection.options(),
        selection.layers(),
        selection.accuracy(),
        selection.withinLimit(),
        selection.baselines(),
        new SearchSummary(search.episodes(), search.evaluations(), 0, search.rewards()));
  }

  private static SearchOptions options(String policy) {
    return SearchOptions.DEFAULT
        .withPolicy(SearchPolicy.parse(policy))
        .withEpisodes(40)
        .withSeed(7);
  }

  /** The least latency of any policy within the limit, by trying all. */
  private static double bestLatency(SearchOptions options) {
    SelectionEnvironment environment =
        new SelectionEnvironment(Examples.request(options), new Examples.FormulaOracle());
    double best = Double.POSITIVE_INFINITY;
    List<List<LayerOption>> all =
        environment.space().layers().stream().map(LayerOption::of).toList();
    for (LayerOption a : all.get(0)) {
      for (LayerOption b : all.get(1)) {
        for (LayerOption c : all.get(2)) {
          for (LayerOption d : all.get(3)) {
            PolicyOutcome outcome =
                environment.evaluate(new int[] {a.index(), b.index(), c.index(), d.index()});
            if (environment.feasible(outcome)) {
              best = Math.min(best, outcome.latencyNanos());
            }
          }
        }
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.05, 0.005, 0.0005})
  void exactFindsTheOptimumAndGreedyComesNear(double loss) throws IOException {
    SearchOptions options = options("exact").withEpisodes(300).withMaxAccuracyLoss(loss);
    double best = bestLatency(options);
    Selection exact = run(options);
    assertEquals(best, exact.latencyNanos());
    assertTrue(exact.withinLimit());
    Selection greedy = run(options.withPolicy(SearchPolicy.parse("greedy")));
    assertTrue(greedy.latencyNanos() <= 1.35 * best && greedy.withinLimit());
    assertTrue(greedy.accuracy().loss() <= loss);
  }

  @Test
  void agentFindsTheOptimumOfTheExample() throws IOException {
    SearchOptions options = options("ddpg").withEpisodes(120).withMaxAccuracyLoss(0.005);
    Selection selection = run(options);
    assertTrue(selection.withinLimit());
    assertTrue(selection.latencyNanos() <= 1.15 * bestLatency(options));
    assertEquals(120, selection.search().rewards().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddpg", "random", "greedy", "exact"})
  void stoppedAndResumedIsBitEqualToStraight(String policy) throws IOException {
    int all = policy.equals("ddpg") ? 30 : 12;
    SearchOptions options = options(policy).withEpisodes(all).withMaxAccuracyLoss(0.001);
    Selection straight = timeless(run(options));
    for (int stop : new int[] {1, all / 2 + 8}) {
      Path state = folder.resolve(policy + stop);
      SearchListener stopper =
          (episode, episodes, outcome, best) -> {
            if (episode == stop) {
              throw new Stop();
            }
          };
      try {
        search(options).run(state, false, stopper);
      } catch (Stop expected) {
        // The state of that episode is already in the file.
      }
      Selection resumed = search(options).run(state, true, SearchListener.NONE);
      assertEquals(straight, timeless(resumed), policy + " stopped after " + stop);
      assertEquals(
          straight, timeless(search(options).run(state, true, SearchListener.NONE)), "once more");
    }
  }

  @Test
  void moreEpisodesContinueTheSameSearch() throws IOException {
    Path state = folder.resolve("more");
    Selection straight = timeless(run(options("ddpg").withEpisodes(26)));
    search(options("ddpg").withEpisodes(23)).run(state, false, SearchListener.NONE);
    Selection more = search(options("ddpg").withEpisodes(26)).run(state, true, SearchListener.NONE);
    assertEquals(straight, timeless(more));
    assertRefused(options("ddpg").withEpisodes(25), state, "more than 25");
  }

  @Test
  void refusesStatesThatAreNotItsOwn() throws IOException {
    Path state = folder.resolve("state");
    assertRefused(options("random"), state, "no search to resume");
    search(options("random")).run(state, false, SearchListener.NONE);
    assertRefused(options("random").withSeed(8), state, "another search");
    assertRefused(options("random").withMaxAccuracyLoss(0.01), state, "another search");
    assertRefused(options("exact"), state, "another search");
    byte[] good = Files.readAllBytes(state);
    for (int at : new int[] {0, 9, 20, 45, 60, good.length / 2, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(state, bad);
      assertRefused(options("random"), state, "without --resume");
    }
    Files.write(state, java.util.Arrays.copyOf(good, good.length / 2));
    assertRefused(options("random"), state, "damaged");
    Files.write(state, new byte[0]);
    assertRefused(options("random"), state, "no state of a search");
  }

  private static void assertRefused(SearchOptions options, Path state, String part) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> search(options).run(state, true, SearchListener.NONE));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(part), message);
    assertTrue(message.contains(state.toString()), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void paperRewardNeverPrefersCheaperLayersByItself() throws IOException {
    SearchOptions paper =
        options("random").withReward(RewardKind.PAPER).withEpisodes(300).withErrorRange(5, 15);
    Selection free = run(paper);
    Selection pushed = run(paper.withLatencyBudgetNanos(30e6));
    assertTrue(free.latencyNanos() > 30e6, "accuracy alone takes the safest it meets");
    assertTrue(pushed.latencyNanos() <= 30e6, "only the budget pushes");
    assertTrue(pushed.accuracy().top1() <= free.accuracy().top1());
    for (double reward : free.search().rewards()) {
      assertTrue(reward <= 0 && reward >= -1);
    }
  }

  @Test
  void fixedRatesAreTriedOnce() throws IOException {
    Selection selection = run(options("fixed:2^-13"));
    assertEquals(1, selection.search().episodes());
    assertEquals(2, selection.search().evaluations(), "once, and once to confirm");
    for (SelectedLayer layer : selection.layers()) {
      assertTrue(layer.candidate().predictedErrorRate().log2() <= -13);
    }
    assertThrows(IllegalArgumentException.class, () -> run(options("delphi")));
  }

  @Test
  void fallsBackToTheSafestWhereNothingIsWithinTheLimit() throws IOException {
    Selection selection = run(options("fixed:2^-5").withMaxAccuracyLoss(0));
    assertFalse(selection.withinLimit());
    Selection searched = run(options("random").withMaxAccuracyLoss(0));
    assertFalse(searched.withinLimit());
    assertEquals(56e6, searched.latencyNanos());
  }
}
