package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoprivacy.generator.NoFeasibleParametersException;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private final SearchSpace space = new SearchSpace(Examples.request(SearchOptions.DEFAULT));

  @Test
  void everyColumnOfTheStateSpansTheUnitInterval() {
    float[] first = space.state(0, 0);
    float[] last = space.state(3, 0.25);
    assertEquals(SearchSpace.STATE_SIZE, first.length);
    assertEquals(0, first[0]);
    assertEquals(1, last[0]);
    assertEquals(0, first[1], "fewest channels");
    assertEquals(1, last[1], "most channels");
    assertEquals(0, last[2], "all layers have 10 outputs");
    assertEquals(0.25f, last[10]);
    for (int i = 0; i < 4; i++) {
      for (float value : space.state(i, 1)) {
        assertTrue(value >= 0 && value <= 1);
      }
    }
  }

  @Test
  void actionsMeanRoundedExponents() {
    // D = round(5 + 35·a): the bins at both ends are half as wide as the others.
    assertEquals(5, exponent(0));
    assertEquals(5, exponent(0.0142));
    assertEquals(6, exponent(0.0143));
    assertEquals(23, exponent(0.5));
    assertEquals(40, exponent(0.986));
    assertEquals(40, exponent(1));
    for (int choice = 0; choice < 36; choice++) {
      assertEquals(choice, space.choice(1, space.action(1, choice)));
    }
  }

  private int exponent(double action) {
    int choice = space.choice(0, action);
    return (int) -space.layers().getFirst().candidates().get(choice).errorRate().log2();
  }

  @Test
  void policiesWithEqualParametersAreOne() {
    assertArrayEquals(
        space.canonical(new int[] {0, 0, 0, 0}), space.canonical(new int[] {3, 2, 6, 4}));
    assertArrayEquals(new int[] {4, 3, 7, 5}, space.canonical(new int[] {5, 4, 8, 6}));
  }

  @Test
  void ratesThatCostNothingToLowerAreLowered() {
    SearchRequest request = Examples.request(SearchOptions.DEFAULT);
    SearchLayer layer = Examples.layers().getFirst();
    List<LayerCandidate> equallyFast =
        layer.candidates().stream()
            .map(candidate ->
                new LayerCandidate(
                    candidate.errorRate(),
                    candidate.packing(),
                    candidate.parameters(),
                    candidate.wireLimbs(),
                    candidate.predictedStd(),
                    candidate.predictedErrorRate(),
                    1e6,
                    candidate.errorRate().log2() < -15 ? 2000 : 1000,
                    0,
                    candidate.securityBits()))
            .toList();
    SearchLayer flat = new SearchLayer("flat", "fc:1:1", 1, 1, 1, 1, 1, 0, equallyFast);
    SearchRequest one =
        new SearchRequest(
            "one", "none", request.provenance(), SearchOptions.DEFAULT, List.of(flat));
    // Parameters change at 2^-9 and 2^-20, bytes after 2^-15.
    assertArrayEquals(new int[] {4}, new SearchSpace(one).canonical(new int[] {0}));
    assertArrayEquals(new int[] {15}, new SearchSpace(one).canonical(new int[] {12}));
    SearchOptions paper = SearchOptions.DEFAULT.withReward(RewardKind.PAPER);
    SearchOptions fixed = SearchOptions.DEFAULT.withPolicy(SearchPolicy.parse("fixed:2^-6"));
    for (SearchOptions options : List.of(paper, fixed)) {
      SearchRequest kept =
          new SearchRequest("one", "none", request.provenance(), options, List.of(flat));
      assertArrayEquals(new int[] {0}, new SearchSpace(kept).canonical(new int[] {2}));
    }
    assertEquals(1, new Reward(new SearchSpace(one), SearchOptions.DEFAULT).of(1e6, 1000, NO_LOSS));
    assertEquals(0, new Reward(new SearchSpace(one), SearchOptions.DEFAULT).of(1e6, 2000, NO_LOSS));
  }

  private static final AccuracyEstimate NO_LOSS = new AccuracyEstimate(1, 1, 1, 1, 1, 0, 0);

  @Test
  void budgetLowersLayerAfterLayer() {
    // Safest: 9 + 20 + 6 + 21 = 56 ms. One round takes conv1 to 6, conv2 to 15, fc1 to 4 (45 ms),
    // fc2 to 14 (39 ms); the next starts with conv1 at 3 (36 ms).
    assertEquals(56e6, space.latencyNanos(space.safest()));
    assertEquals(17e6, space.latencyNanos(space.fastest()));
    assertEquals(46e6, latencyWithin(47), "conv1, conv2 and fc1 moved");
    assertEquals(39e6, latencyWithin(40));
    assertEquals(36e6, latencyWithin(36));
    assertEquals(17e6, latencyWithin(17));
    assertThrows(NoFeasibleParametersException.class, () -> latencyWithin(16.9));
  }

  private static double latencyWithin(double millis) {
    SearchSpace limited =
        new SearchSpace(
            Examples.request(SearchOptions.DEFAULT.withLatencyBudgetNanos(millis * 1e6)));
    return limited.latencyNanos(limited.withinBudget(limited.safest()));
  }
}
