package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.junit.jupiter.api.Test;

class TuningOracleTest {

  private static final LabelledImages IMAGES = Fixtures.images(1300);

  private static List<LayerCandidate> slots(double exponent) {
    return Fixtures.everywhere(Fixtures.candidate(Packing.SLOTS_DELPHI, exponent, 24));
  }

  /** Learns nothing, and remembers what it was asked. */
  private static final class Idle implements Tuning {
    final List<Set<Integer>> classes = new ArrayList<>();
    final List<OutputErrors> errors = new ArrayList<>();

    @Override
    public Network tune(Network network, Set<Integer> some, OutputErrors added) {
      classes.add(some);
      errors.add(added);
      return network;
    }
  }

  private static TuningOracle oracle(Tuning tuning, int threads) {
    return new TuningOracle(Fixtures.NETWORK, IMAGES, null, 5, threads, tuning);
  }

  @Test
  void theSearchTrainsAndMeasuresTwoOfTenClassesAndTheEndAll() {
    Idle idle = new Idle();
    TuningOracle oracle = oracle(idle, 1);
    AccuracyEstimate some = oracle.estimate(slots(4), Sampling.all(200));
    assertEquals(2, idle.classes.size());
    assertSame(OutputErrors.NONE, idle.errors.get(0), "what no error leaves");
    assertNotEquals(OutputErrors.NONE, idle.errors.get(1));
    assertEquals(idle.classes.get(0), idle.classes.get(1));
    assertEquals(2, idle.classes.get(0).size());
    assertEquals(1, some.clean(), "the labels are the clean answers");
    assertTrue(some.loss() > 0.05);
    assertEquals(some, oracle.estimate(slots(4), Sampling.all(200)), "asked again");

    int asked = idle.classes.size();
    AccuracyEstimate all = oracle.estimate(slots(4), new Sampling(1300, Double.NaN, 1));
    assertEquals(asked + 1, idle.classes.size(), "what is clean is the network as it was given");
    assertEquals(10, idle.classes.getLast().size());
    assertEquals(1300, all.samples());
    assertSame(Fixtures.NETWORK, oracle.tuned(slots(4)));
    assertEquals(asked + 1, idle.classes.size(), "the network is remembered");
    oracle.tuned(slots(5));
    assertEquals(asked + 2, idle.classes.size());
  }

  @Test
  void withoutLearningItAgreesWithTheOracleThatDoesNotLearn() {
    Sampling sampling = new Sampling(6500, Double.NaN, 1);
    AccuracyEstimate tuned = oracle(new Idle(), 2).estimate(slots(5), sampling);
    AccuracyEstimate plain =
        new NetworkOracle(Fixtures.INFERENCE, IMAGES, null, 5, 2).estimate(slots(5), sampling);
    assertEquals(plain.top1(), tuned.top1());
    assertEquals(plain.clean(), tuned.clean());
  }

  @Test
  void whatIsLearntIsMeasured() {
    // Training that ruins the network: what is left is what the ruin answers without errors.
    Network ruin = Fixtures.networkOf(99);
    Tuning tuning = (network, classes, errors) -> errors == OutputErrors.NONE ? network : ruin;
    AccuracyEstimate estimate =
        oracle(tuning, 1).estimate(slots(40), new Sampling(1300, Double.NaN, 1));
    long right =
        IntStream.range(0, IMAGES.count())
            .filter(i -> Fixtures.answer(ruin, IMAGES, i) == IMAGES.label(i))
            .count();
    assertEquals(right / 1300.0, estimate.top1());
    assertEquals(1, estimate.clean());
    AccuracyEstimate early = oracle(tuning, 1).estimate(slots(40), new Sampling(1300, 0.005, 1));
    assertTrue(early.samples() < 1300, "a policy that is clearly bad is soon done");
  }

  @Test
  void identitySaysThatItLearns() {
    String identity = oracle(new Idle(), 1).identity();
    assertTrue(identity.contains("fine-tuned, searched on classes ["), identity);
    assertEquals("slots", oracle(new Idle(), 1).errorModel(slots(5)));
  }
}
