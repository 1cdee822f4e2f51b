package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedTailTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.7, 3, 40, 1000})
  void magnitudesAreThoseOfRoundedGaussians(double std) {
    RoundedTail tail = new RoundedTail(std);
    Random random = new Random(4);
    int draws = 100_000;
    double[] sums = new double[4];
    for (int i = 0; i < draws; i++) {
      double rounded = Math.abs(Math.rint(std * random.nextGaussian()));
      double drawn = tail.magnitude(random.nextDouble());
      sums[0] += rounded;
      sums[1] += drawn;
      sums[2] += rounded * rounded;
      sums[3] += drawn * drawn;
    }
    // Means of magnitude and square: standard errors are below 0.5 % but for the rare ones at 0.2.
    double tolerance = std < 0.5 ? 0.05 : 0.02;
    assertEquals(sums[0], sums[1], tolerance * sums[0]);
    assertEquals(sums[2], sums[3], tolerance * sums[2]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 2, 100})
  void magnitudesFallAlongTheTail(double std) {
    RoundedTail tail = new RoundedTail(std);
    long before = tail.magnitude(0);
    assertTrue(before >= 1 || tail.rate() == 0);
    for (double place = 1e-300; place < 1; place *= 3) {
      long magnitude = tail.magnitude(place);
      assertTrue(magnitude <= before);
      before = magnitude;
      assertEquals(place < tail.rate(), magnitude > 0, "fails exactly below the rate");
    }
    assertEquals(0, new RoundedTail(0).magnitude(1e-300));
  }
}
