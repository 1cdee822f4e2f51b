package org.autoprivacy.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretWordsTest {

  private static final int DRAWS = 60_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 6, 65_537, 1L << 22, 3L << 29, 1L << 31, (1L << 31) + 1, 3L << 58})
  void numbersAreUniformBelowTheBound(long bound) {
    long[] out = new long[DRAWS];
    try (SecretWords words = SecretWords.open()) {
      words.fill(out, bound);
    }
    assertTrue(Arrays.stream(out).allMatch(value -> value >= 0 && value < bound));
    // Eight standard deviations of the mean, and of the count in each sixth.
    double mean = Arrays.stream(out).mapToDouble(value -> value).average().orElseThrow();
    assertEquals((bound - 1) / 2.0, mean, 8 * bound / Math.sqrt(12.0 * DRAWS));
    if (bound >= 6) {
      for (int sixth = 0; sixth < 6; sixth++) {
        long low = bound / 6 * sixth;
        long high = bound / 6 * (sixth + 1);
        double expected = DRAWS * ((double) (high - low) / bound);
        long count = Arrays.stream(out).filter(v -> v >= low && v < high).count();
        assertEquals(expected, count, 8 * Math.sqrt(expected), "sixth " + sixth);
      }
    }
  }
}
