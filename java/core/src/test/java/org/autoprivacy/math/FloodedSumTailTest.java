package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloodedSumTailTest {

  /** The mean of the tail over the uniforms by Simpson's rule, nested. */
  private static double simpson(double sigma, double bound, double... widths) {
    if (widths.length == 0) {
      double tail = Math.pow(2, NormalTail.log2TwoSidedTail(Math.abs(bound) / sigma)) / 2;
      return bound >= 0 ? tail : 1 - tail;
    }
    double[] rest = Arrays.copyOf(widths, widths.length - 1);
    double width = widths[widths.length - 1];
    int panels = 2 * (int) Math.ceil(20 + 12 * width / sigma);
    double sum = 0;
    for (int i = 0; i <= panels; i++) {
      double weight = i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * simpson(sigma, bound - width + 2 * width * i / panels, rest);
    }
    return sum / (3 * panels);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.3, 0, 2.5", "1, 0.999, 0, 4", "1, 1.001, 0, 4", "1, 5, 0, 3", "1, 5, 0, 5.5",
    "1, 5, 0, 11", "2, 30, 0.7, 33", "1, 3, 4, 6.5", "1, 3, 4, 10", "0.5, 0.4, 0.3, 2",
    "1, 6, 6, 0.5"
  })
  void equalsNumericalIntegration(double sigma, double b1, double b2, double bound) {
    double expected = Math.log(2 * simpson(sigma, bound, b1, b2)) / Math.log(2);
    double actual = new FloodedTail(sigma, b1, b2).log2TwoSidedTail(bound);
    // Simpson's own error is of this size.
    assertEquals(expected, actual, 2e-4 * Math.max(1, -expected));
  }

  @Test
  void withoutUniformsIsNormal() {
    for (double x : new double[] {0, 0.1, 1, 2.2, 7, 40}) {
      assertEquals(
          NormalTail.log2TwoSidedTail(x / 3 * 3),
          new FloodedTail(3, 0).log2TwoSidedTail(3 * x),
          1e-12 * Math.max(1, x * x));
    }
  }

  @Test
  void methodsMeetWhereTheyChange() {
    for (double bound : new double[] {0.2, 1, 3, 9}) {
      double narrow = new FloodedTail(1, 1 - 1e-12, 0.5).log2TwoSidedTail(bound);
      double wide = new FloodedTail(1, 1, 0.5).log2TwoSidedTail(bound);
      assertEquals(narrow, wide, 1e-9 * Math.max(1, -narrow));
    }
  }

  /** Known ends: half of the mass beyond half the width; next to none beyond the flooding. */
  @Test
  void floodingIsUniform() {
    double b = 0x1p40;
    FloodedTail tail = new FloodedTail(1, b);
    assertEquals(-1, tail.log2TwoSidedTail(b / 2), 1e-9);
    assertEquals(-2, tail.log2TwoSidedTail(0.75 * b), 1e-9);
    assertEquals(0, tail.log2TwoSidedTail(0), 1e-9);
    // At the edge the tail is the mean excess of a normal: sigma/sqrt(2 pi) over the width.
    assertEquals(
        Math.log(1 / Math.sqrt(2 * Math.PI) / b) / Math.log(2), tail.log2TwoSidedTail(b), 1e-4);
    assertTrue(tail.log2TwoSidedTail(b + 20) < -300);
    assertEquals(1 + b * b / 3, tail.variance(), 1e-3 * b);
    // A normal of that variance would still fail there at 2^-3.
    assertTrue(NormalTail.log2TwoSidedTail(b / Math.sqrt(tail.variance())) > -4);
  }

  @Test
  void quantileIsTheInverse() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      double sigma = Math.pow(2, random.nextDouble(-3, 10));
      FloodedTail tail =
          new FloodedTail(
              sigma, sigma * random.nextDouble(0, 3), sigma * Math.pow(2, random.nextInt(20)));
      double log2 = -0.01 - 60 * random.nextDouble();
      assertEquals(log2, tail.log2TwoSidedTail(tail.quantile(log2)), 1e-6 * -log2);
    }
  }

  @Test
  void tailFalls() {
    FloodedTail tail = new FloodedTail(1, 2, 3, 0.5);
    double before = 1e-9;
    for (double bound = 0; bound < 30; bound += 0.25) {
      double log2 = tail.log2TwoSidedTail(bound);
      assertTrue(log2 <= before, "at " + bound);
      before = log2;
    }
  }

  @Test
  void refusesWhatIsNoSum() {
    assertThrows(IllegalArgumentException.class, () -> new FloodedTail(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FloodedTail(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new FloodedTail(1, new double[7]));
    FloodedTail tail = new FloodedTail(1, 1);
    assertThrows(IllegalArgumentException.class, () -> tail.log2TwoSidedTail(-1));
    assertThrows(IllegalArgumentException.class, () -> tail.quantile(0));
  }
}
