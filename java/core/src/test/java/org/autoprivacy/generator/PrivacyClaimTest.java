package org.autoprivacy.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claims against distances that are integrated or counted. */
class PrivacyClaimTest {

  private static final ParameterGenerator GENERATOR =
      ParameterGenerator.of(SyntheticProfile.upTo(32768, 16));
  private static final int SHIFTS = 4001;
  private static final double WIDEST = 8;

  private static PrivacyClaim claim(Privacy privacy) {
    LayerRequest request =
        LayerRequest.of(
                LayerShape.parse("fc:256:10"),
                Packing.COEFFICIENTS_CHEETAH,
                20,
                new ErrorRate(-20, ErrorRate.Of.COEFFICIENT))
            .withPrivacy(privacy);
    return GENERATOR.generate(request).privacyClaim();
  }

  /** The mean of a distance over shifts that are standard normal. */
  private static double mean(java.util.function.DoubleUnaryOperator distance) {
    double step = 2 * WIDEST / (SHIFTS - 1);
    double sum = 0;
    for (int i = 0; i < SHIFTS; i++) {
      double v = -WIDEST + i * step;
      sum += Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI) * step * distance.applyAsDouble(v);
    }
    return sum;
  }

  /** Half the area between two normal densities, by the trapezium rule. */
  private static double betweenNormals(double shift, double sigma) {
    int points = 2000;
    double from = -10 * sigma;
    double step = (20 * sigma + Math.abs(shift)) / points;
    double area = 0;
    for (int i = 0; i <= points; i++) {
      double x = from + i * step;
      double one = Math.exp(-x * x / (2 * sigma * sigma));
      double other = Math.exp(-(x - Math.abs(shift)) * (x - Math.abs(shift)) / (2 * sigma * sigma));
      area += Math.abs(one - other);
    }
    return area * step / (2 * sigma * Math.sqrt(2 * Math.PI));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8})
  void normalFloodingHidesOneCoefficient(int bits) {
    double sigma = Math.pow(2, bits);
    double distance = mean(v -> betweenNormals(v, sigma));
    double claimed = Math.pow(2, claim(Privacy.statistical(bits)).log2PerCoefficient());
    assertEquals(1, distance / claimed, 0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8})
  void normalFloodingHidesManyTogether(int bits) {
    PrivacyClaim claim = claim(Privacy.statistical(bits));
    SplittableRandom random = new SplittableRandom(bits);
    double sum = 0;
    int draws = 2000;
    for (int i = 0; i < draws; i++) {
      double squares = 0;
      for (int k = 0; k < claim.coefficients(); k++) {
        double v = random.nextGaussian();
        squares += v * v;
      }
      // A shift of independent normals is one of its length in one of them.
      sum += betweenNormals(Math.sqrt(squares), Math.pow(2, bits));
    }
    double claimed = Math.pow(2, claim.log2PerInference());
    double distance = sum / draws;
    assertTrue(distance <= claimed && distance > 0.9 * claimed, distance + " of " + claimed);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8})
  void uniformFloodingHidesOneCoefficient(int bits) {
    double halfWidth = Math.pow(2, bits);
    double distance = mean(v -> Math.min(1, Math.abs(v) / (2 * halfWidth)));
    double claimed = Math.pow(2, claim(Privacy.uniform(bits)).log2PerCoefficient());
    assertEquals(1, distance / claimed, 0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void divisionRarelyNoticesTheNoise(int bits) {
    // The divisor is what the claim says, in units of the noise's standard deviation.
    double claimed = Math.pow(2, claim(Privacy.divideAndRound(bits)).log2PerCoefficient());
    double divisor = Math.sqrt(2 / Math.PI) / claimed;
    SplittableRandom random = new SplittableRandom(bits);
    int draws = 400_000;
    int noticed = 0;
    for (int i = 0; i < draws; i++) {
      double place = random.nextDouble() * divisor * 1000;
      double moved = place + random.nextGaussian();
      noticed += Math.round(place / divisor) == Math.round(moved / divisor) ? 0 : 1;
    }
    double expected = draws * claimed;
    assertEquals(expected, noticed, 5 * Math.sqrt(expected));
    assertTrue(claimed <= Math.pow(2, -bits) * 1.001);
  }
}
