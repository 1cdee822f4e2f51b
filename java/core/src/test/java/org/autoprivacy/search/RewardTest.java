package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardTest {

  private static final SearchOptions OPTIONS = SearchOptions.DEFAULT;
  private static final SearchSpace SPACE = new SearchSpace(Examples.request(OPTIONS));

  private static AccuracyEstimate loss(double loss) {
    double top1 = 0.9 - loss;
    return new AccuracyEstimate(top1, 0.9, 1000, top1, top1, loss, loss);
  }

  private static PolicyOutcome outcome(Reward reward, double millis, long bytes, double loss) {
    AccuracyEstimate accuracy = loss(loss);
    return new PolicyOutcome(
        List.of(0), millis * 1e6, bytes, accuracy, reward.of(millis * 1e6, bytes, accuracy));
  }

  @Test
  void feasiblePoliciesComeByLatencyThenBytesAndTheOthersByLoss() {
    Reward reward = new Reward(SPACE, OPTIONS);
    List<PolicyOutcome> best =
        List.of(
            outcome(reward, 17, 25_500, 0.004),
            outcome(reward, 17, 84_000, 0.001),
            outcome(reward, 20, 30_000, 0.005),
            outcome(reward, 56, 84_000, -0.01),
            outcome(reward, 17, 25_500, 0.006),
            outcome(reward, 17, 25_500, 0.02),
            outcome(reward, 17, 25_500, 0.8));
    List<PolicyOutcome> sorted = new ArrayList<>(best.reversed());
    sorted.sort(reward.order());
    assertEquals(best, sorted);
    for (int i = 1; i < best.size(); i++) {
      assertTrue(best.get(i).reward() < best.get(i - 1).reward(), "reward " + i);
    }
    assertEquals(1, best.getFirst().reward());
    assertEquals(0, best.get(3).reward(), 1e-12, "the slowest that is within the limit");
    assertEquals(-Math.sqrt(0.001 / 0.995), best.get(4).reward(), 1e-9);
  }

  @Test
  void paperRewardIsMinusTheErrorWhateverTheCost() {
    Reward reward = new Reward(SPACE, OPTIONS.withReward(RewardKind.PAPER));
    assertEquals(-0.12, reward.of(17e6, 1, loss(0.02)), 1e-12);
    assertEquals(-0.12, reward.of(56e6, 99_999, loss(0.02)), 1e-12);
  }
}
