package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkOracleTest {

  private static final LabelledImages IMAGES = Fixtures.images(1300);

  private static NetworkOracle oracle(ErrorModelKind kind, int threads, long keptBytes) {
    return new NetworkOracle(Fixtures.INFERENCE, IMAGES, kind, 5, threads, keptBytes);
  }

  private static LayerCandidate slots(double exponent) {
    return Fixtures.candidate(Packing.SLOTS_DELPHI, exponent, 24);
  }

  @ParameterizedTest
  @EnumSource
  void neitherThreadsNorKeptLayersNorEarlierQuestionsMatter(ErrorModelKind kind) {
    List<LayerCandidate> policy = new ArrayList<>(Fixtures.everywhere(slots(4)));
    policy.set(1, slots(12));
    Sampling sampling = Sampling.all(2000);
    AccuracyEstimate one = oracle(kind, 1, 0).estimate(policy, sampling);
    NetworkOracle two = oracle(kind, 2, 1L << 30);
    two.estimate(Fixtures.everywhere(slots(6)), sampling);
    assertEquals(one, two.estimate(policy, sampling));
    assertEquals(one, two.estimate(policy, sampling), "asked again");
    assertEquals(2000, one.samples());
    assertEquals(1, one.clean(), "the labels are the clean answers");
    if (kind == ErrorModelKind.SLOTS) {
      assertTrue(one.loss() > 0.05);
      assertTrue(one.lossLow95() <= one.loss() && one.loss() <= one.lossHigh95());
    }
  }

  @Test
  void lossUnderSlotErrorsIsNearTheShareOfSpoiltInferences() {
    // Four ciphertexts whose 2048 coefficients have a rate of 2^-16 each, in a packing that folds
    // nothing; a spoilt inference guesses among ten classes.
    LayerCandidate candidate = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 16, 24);
    AccuracyEstimate estimate =
        oracle(ErrorModelKind.SLOTS, 2, 1L << 30)
            .estimate(Fixtures.everywhere(candidate), Sampling.all(6500));
    double spoilt = 1 - Math.pow(1 - Math.pow(2, -16), 4 * 2048);
    assertTrue(estimate.lossHigh95() <= spoilt, "no more than the spoilt ones can be lost");
    assertEquals(0.85 * spoilt, estimate.loss(), 0.15 * spoilt);
  }

  @Test
  void failuresOfFoldedSumsCostLess() {
    NetworkOracle oracle = oracle(ErrorModelKind.SLOTS, 2, 1L << 30);
    AccuracyEstimate estimate = oracle.estimate(Fixtures.everywhere(slots(5)), Sampling.all(6500));
    double spoilt = 1 - Math.pow(1 - 1 / 32.0, 4);
    assertTrue(estimate.lossHigh95() < 0.85 * 0.85 * spoilt, "all four layers are folded");
    assertTrue(estimate.lossLow95() > 0.3 * spoilt);
    // One diagonal is folded over all inputs: all logits move by the same, and keep their order.
    List<LayerCandidate> last = new ArrayList<>(Fixtures.everywhere(slots(40)));
    last.set(3, slots(2));
    assertEquals(0, oracle.estimate(last, Sampling.all(2000)).loss());
  }

  @Test
  void seriesOfErrorsAreIndependentOnTheSameImages() {
    NetworkOracle oracle = oracle(ErrorModelKind.SLOTS, 2, 1L << 30);
    List<LayerCandidate> policy = Fixtures.everywhere(slots(4));
    AccuracyEstimate first = oracle.estimate(policy, new Sampling(1300, Double.NaN, 0));
    AccuracyEstimate second = oracle.estimate(policy, new Sampling(1300, Double.NaN, 1));
    assertEquals(first.clean(), second.clean());
    assertNotEquals(first.top1(), second.top1());
    // Two estimates of one loss, both with their own luck: their intervals meet.
    assertTrue(second.lossLow95() < first.lossHigh95() && first.lossLow95() < second.lossHigh95());
  }

  @Test
  void safePoliciesCostNothingAndAreKnownToLoseNothing() {
    AccuracyEstimate estimate =
        oracle(ErrorModelKind.SLOTS, 1, 0)
            .estimate(Fixtures.everywhere(slots(40)), Sampling.until(2000, 0.005));
    assertEquals(1, estimate.top1());
    assertEquals(0, estimate.loss());
    assertTrue(estimate.lossHigh95() <= 4 * Math.pow(2, -40) + 1e-20);
    assertEquals(512, estimate.samples(), "clear after the first look");
  }

  @Test
  void resultsThatTCannotHoldWrapAround() {
    LayerCandidate roomy = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 40, 28);
    LayerCandidate tight = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 40, 14);
    AccuracyEstimate held =
        oracle(ErrorModelKind.COEFFICIENTS, 1, 0)
            .estimate(Fixtures.everywhere(roomy), Sampling.all(1000));
    AccuracyEstimate wrapped =
        oracle(ErrorModelKind.COEFFICIENTS, 1, 0)
            .estimate(Fixtures.everywhere(tight), Sampling.all(1000));
    assertEquals(0, held.loss());
    assertTrue(wrapped.loss() > 0.1, "lost " + wrapped.loss());
  }

  @Test
  void aPolicyWithoutNoiseLosesNothing() {
    LayerCandidate noisy = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 40, 28);
    LayerCandidate noiseless =
        new LayerCandidate(
            noisy.errorRate(),
            noisy.packing(),
            noisy.parameters(),
            noisy.wireLimbs(),
            0,
            noisy.predictedErrorRate(),
            noisy.latencyNanos(),
            noisy.bytesUp(),
            noisy.bytesDown(),
            noisy.securityBits());
    AccuracyEstimate estimate =
        oracle(ErrorModelKind.COEFFICIENTS, 1, 0)
            .estimate(Fixtures.everywhere(noiseless), Sampling.until(2000, 0.005));
    assertEquals(0, estimate.lossLow95());
    assertEquals(0, estimate.lossHigh95());
  }

  @Test
  void stopsEarlyWhereTheLossIsClearlyBeyondTheLimit() {
    NetworkOracle oracle = oracle(ErrorModelKind.SLOTS, 1, 1L << 30);
    AccuracyEstimate bad =
        oracle.estimate(Fixtures.everywhere(slots(3)), Sampling.until(2000, 0.005));
    assertEquals(512, bad.samples());
    assertTrue(bad.lossLow95() > 0.005);
    AccuracyEstimate unclear =
        oracle.estimate(Fixtures.everywhere(slots(8.5)), Sampling.until(2000, 0.005));
    assertEquals(2000, unclear.samples());
  }

  @Test
  void moreErrorsNeverTouchFewerInferences() {
    NetworkOracle oracle = oracle(ErrorModelKind.SLOTS, 2, 1L << 30);
    double before = 1;
    for (double exponent : new double[] {2, 4, 6, 8, 10}) {
      double loss =
          oracle.estimate(Fixtures.everywhere(slots(exponent)), Sampling.all(1300)).loss();
      assertTrue(loss < before, "common random numbers make losses fall without noise");
      before = loss;
    }
  }

  @Test
  void smallErrorsAreHarmlessUnlessTIsComposite() {
    LayerCandidate prime = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 5, 26);
    LayerCandidate composite = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 5, 14, 16);
    NetworkOracle oracle = new NetworkOracle(Fixtures.INFERENCE, IMAGES, null, 5, 2);
    AccuracyEstimate harmless = oracle.estimate(Fixtures.everywhere(prime), Sampling.all(1300));
    AccuracyEstimate harmful = oracle.estimate(Fixtures.everywhere(composite), Sampling.all(1300));
    assertTrue(harmless.loss() < 0.01, "±1 in an accumulator: " + harmless.loss());
    assertTrue(harmful.loss() > 0.3, "±1 in one residue: " + harmful.loss());
    assertEquals("coefficients", oracle.errorModel(Fixtures.everywhere(prime)));
    assertEquals("coefficients+slots", oracle.errorModel(List.of(prime, slots(5))));
  }

  @Test
  void identityNamesWhatTheAnswersDependOn() {
    String identity = oracle(ErrorModelKind.SLOTS, 1, 0).identity();
    assertEquals(identity, oracle(ErrorModelKind.SLOTS, 2, 1L << 30).identity());
    assertNotEquals(identity, oracle(ErrorModelKind.PAPER, 1, 0).identity());
    assertNotEquals(
        identity,
        new NetworkOracle(Fixtures.INFERENCE, IMAGES, ErrorModelKind.SLOTS, 6, 1).identity());
    assertNotEquals(
        identity,
        new NetworkOracle(Fixtures.INFERENCE, IMAGES.slice(0, 1299), ErrorModelKind.SLOTS, 5, 1)
            .identity());
  }

  @Test
  void refusesPoliciesOfOtherNetworks() {
    assertThrows(
        IllegalArgumentException.class,
        () -> oracle(ErrorModelKind.SLOTS, 1, 0).estimate(List.of(slots(5)), Sampling.all(10)));
  }
}
