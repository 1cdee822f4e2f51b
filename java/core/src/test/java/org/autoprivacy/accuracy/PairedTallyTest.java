package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.autoprivacy.search.AccuracyEstimate;
import org.junit.jupiter.api.Test;

class PairedTallyTest {

  @Test
  void wilsonIntervalsAreTheKnownOnes() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    // 17 (1998), table I, method 3.
    assertArrayEquals(new double[] {0.2553, 0.3662}, PairedTally.wilson(81, 263), 5e-5);
    assertArrayEquals(new double[] {0.0624, 0.1605}, PairedTally.wilson(15, 148), 5e-5);
    assertArrayEquals(new double[] {0, 0.1611}, PairedTally.wilson(0, 20), 5e-5);
    assertArrayEquals(new double[] {0.0061, 0.1718}, PairedTally.wilson(1, 29), 5e-5);
  }

  @Test
  void lossIntervalsHoldTheTruthNineteenTimesInTwenty() {
    Random random = new Random(12);
    int held = 0;
    int trials = 2000;
    double lostRate = 0.012;
    double gainedRate = 0.003;
    for (int trial = 0; trial < trials; trial++) {
      PairedTally tally = new PairedTally();
      for (int i = 0; i < 1000; i++) {
        double u = random.nextDouble();
        boolean right = u >= gainedRate + 0.01;
        boolean after = u < gainedRate || (right && u < 1 - lostRate);
        tally.add(right, after);
      }
      AccuracyEstimate estimate = tally.estimate(1);
      double truth = lostRate - gainedRate;
      held += estimate.lossLow95() <= truth && truth <= estimate.lossHigh95() ? 1 : 0;
    }
    assertEquals(0.95, held / (double) trials, 0.02);
  }

  @Test
  void lossIsBoundedByTheShareOfTouchedInferences() {
    PairedTally tally = new PairedTally();
    for (int i = 0; i < 100; i++) {
      tally.addUntouched(i % 10 != 0);
    }
    AccuracyEstimate estimate = tally.estimate(1e-6);
    assertEquals(0.9, estimate.top1());
    assertEquals(1e-6, estimate.lossHigh95());
    assertEquals(-1e-6, estimate.lossLow95());
    assertTrue(tally.estimate(1).lossHigh95() > 0.005);
  }
}
