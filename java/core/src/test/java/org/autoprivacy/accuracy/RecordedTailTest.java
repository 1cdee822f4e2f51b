package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedTailTest {

  private static final int PLACES = 10_000;

  private static long[] sizes(double log2Rate, ErrorHalf half) {
    RecordedTail tail = RecordedTail.of(log2Rate, half);
    return IntStream.range(0, PLACES).mapToLong(i -> tail.size((double) i / PLACES)).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void sizesFallAlongTheTailAndFollowItsLaw(ErrorHalf half) {
    // At a rate of one half the deviation is 0.741: the law is known in closed form.
    long[] sizes = sizes(-1, half);
    RoundedTail exact = new RoundedTail(0.5 / 0.6744897501960817);
    double[] shares = new double[2];
    for (int i = 0; i < PLACES; i++) {
      assertTrue(sizes[i] >= 1 && (i == 0 || sizes[i] <= sizes[i - 1]));
      shares[0] += sizes[i] >= 2 ? 1.0 / PLACES : 0;
      shares[1] += exact.magnitude(0.5 * i / PLACES) >= 2 ? 1.0 / PLACES : 0;
    }
    assertTrue(shares[1] > 0.08);
    // 2,048 records: five standard errors.
    assertEquals(shares[1], shares[0], 5 * Math.sqrt(shares[1] / 2048));
  }

  @Test
  void rareFailuresAreByOneUnit() {
    for (double log2Rate : new double[] {-5, -15.3, -40, -500}) {
      for (long size : sizes(log2Rate, ErrorHalf.EVALUATION)) {
        assertEquals(1, size);
      }
    }
  }

  @Test
  void theHalvesAreOfOneLawButNotTheSameRecords() {
    long[] training = sizes(-1, ErrorHalf.TRAINING);
    long[] evaluation = sizes(-1, ErrorHalf.EVALUATION);
    long different = IntStream.range(0, PLACES).filter(i -> training[i] != evaluation[i]).count();
    assertTrue(different > 0 && different < PLACES / 20, different + " places differ");
  }
}
