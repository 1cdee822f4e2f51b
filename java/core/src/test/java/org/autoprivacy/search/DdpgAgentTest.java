package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdpgAgentTest {

  private static final int STEPS = 4;
  private static final int STATE = 3;
  private static final double[] BEST = {0.8, 0.2, 0.65, 0.4};

  private static float[] state(int step, double previous) {
    return new float[] {step / (float) STEPS, step % 2, (float) previous};
  }

  /** A reward that is 0 at the best action of every step and falls with the squared distance. */
  private static double reward(double[] actions) {
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += (actions[i] - BEST[i]) * (actions[i] - BEST[i]);
    }
    return -sum / STEPS;
  }

  private static double episode(DdpgAgent agent) {
    double[] actions = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      actions[i] = agent.explore(state(i, i == 0 ? 0 : actions[i - 1]));
    }
    double reward = reward(actions);
    for (int i = 0; i < STEPS; i++) {
      agent.remember(
          state(i, i == 0 ? 0 : actions[i - 1]),
          actions[i],
          reward,
          state(i + 1, actions[i]),
          i == STEPS - 1);
    }
    agent.endEpisode(STEPS);
    return reward;
  }

  private static double exploited(DdpgAgent agent) {
    double[] actions = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      actions[i] = agent.exploit(state(i, i == 0 ? 0 : actions[i - 1]));
    }
    return reward(actions);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void learnsMoreThanChanceGives(long seed) {
    DdpgAgent agent = new DdpgAgent(DdpgSettings.PAPER, STATE, seed);
    double warmup = 0;
    for (int i = 0; i < 20; i++) {
      warmup += episode(agent) / 20;
    }
    for (int i = 20; i < 180; i++) {
      episode(agent);
    }
    double learnt = exploited(agent);
    // Uniform actions lose 1/12 + (1/2 - best)² on average: about 0.13 here.
    assertTrue(warmup < -0.09, "uniform actions gave " + warmup);
    assertTrue(learnt > -0.03, "after 180 episodes the actor gives " + learnt);
  }

  @Test
  void goesOnBitEquallyFromItsState() {
    DdpgSettings small = new DdpgSettings(32, 16, 1e-3, 1e-2, 30, 8, 0.01, 1, 3, 0.5, 0.99, 0.5, 2);
    DdpgAgent straight = new DdpgAgent(small, STATE, 9);
    for (int i = 0; i < 7; i++) {
      episode(straight);
    }
    StateWriter middle = new StateWriter();
    straight.write(middle);
    DdpgAgent resumed = new DdpgAgent(small, STATE, 1234);
    StateReader reader = new StateReader(middle.toBytes());
    resumed.read(reader);
    reader.requireEnd();
    for (int i = 0; i < 6; i++) {
      assertEquals(episode(straight), episode(resumed));
    }
    StateWriter first = new StateWriter();
    straight.write(first);
    StateWriter second = new StateWriter();
    resumed.write(second);
    assertArrayEquals(first.toBytes(), second.toBytes());
  }

  @Test
  void noiseFallsByOneInAHundredEachEpisode() {
    DdpgAgent agent = new DdpgAgent(DdpgSettings.PAPER, STATE, 1);
    assertEquals(0.5, agent.noise());
    for (int i = 0; i < 10; i++) {
      episode(agent);
    }
    assertEquals(0.5 * Math.pow(0.99, 10), agent.noise(), 1e-12);
    assertEquals(0, agent.updates(), "no update during warm-up");
  }

  @Test
  void refusesWhatIsNoStateActionOrReward() {
    DdpgAgent agent = new DdpgAgent(DdpgSettings.PAPER, STATE, 1);
    float[] state = new float[STATE];
    assertThrows(IllegalArgumentException.class, () -> agent.explore(new float[2]));
    assertThrows(IllegalArgumentException.class, () -> agent.remember(state, 1.1, 0, state, false));
    assertThrows(
        IllegalArgumentException.class, () -> agent.remember(state, 1, Double.NaN, state, false));
  }
}
