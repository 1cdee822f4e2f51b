package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloodedTailTest {

  /** Midpoints over the uniform part, each with the normal tails of both sides. */
  private static double byQuadrature(double sigma, double halfWidth, double bound) {
    int points = 200_000;
    double sum = 0;
    for (int i = 0; i < points; i++) {
      double u = halfWidth * (2 * (i + 0.5) / points - 1);
      sum += oneSided((bound - u) / sigma) + oneSided((bound + u) / sigma);
    }
    return Math.log(sum / points) / Math.log(2);
  }

  private static double oneSided(double z) {
    double two = Math.pow(2, NormalTail.log2TwoSidedTail(Math.abs(z)));
    return z < 0 ? 1 - two / 2 : two / 2;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.5",
    "1, 1, 3",
    "1, 5, 4",
    "1, 5, 5",
    "1, 5, 9",
    "1, 5, 25",
    "0.01, 1, 0.9",
    "0.01, 1, 0.999",
    "0.01, 1, 1.03",
    "3, 0.01, 12",
    "1, 0.0005, 6",
    "1, 0.002, 6",
    "2, 40, 60"
  })
  void agreesWithQuadrature(double sigma, double halfWidth, double bound) {
    double expected = byQuadrature(sigma, halfWidth, bound);
    assertEquals(expected, FloodedTail.log2(sigma, halfWidth, bound), 1e-6 * (1 - expected));
  }

  @Test
  void aWideFloodHasNoTail() {
    // All but uniform: none beyond its edge, half of it beyond half its width.
    assertTrue(FloodedTail.log2(1, 0x1p40, 0x1p40 + 50) < -1000);
    assertEquals(-1, FloodedTail.log2(1, 0x1p40, 0x1p39), 1e-9);
    assertEquals(0, FloodedTail.log2(1, 4, 0), 1e-12);
  }

  @Test
  void fallsWithoutSteps() {
    double previous = 0;
    for (double bound = 0.05; bound < 60; bound += 0.05) {
      double now = FloodedTail.log2(1, 7, bound);
      assertTrue(now < previous, bound + ": " + now + " after " + previous);
      previous = now;
    }
    for (double bad : new double[] {-1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> FloodedTail.log2(1, 1, bad));
      assertThrows(IllegalArgumentException.class, () -> FloodedTail.log2(1, bad, 1));
      assertThrows(IllegalArgumentException.class, () -> FloodedTail.log2(bad, 1, 1));
    }
  }
}
