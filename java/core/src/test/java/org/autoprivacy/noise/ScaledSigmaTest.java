package org.autoprivacy.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.math.NormalTail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScaledSigmaTest {

  private static final int N = 1024;

  private static SimulatedErrorPath path(double log2Rate, double... digitRatios) {
    SplittableRandom random = new SplittableRandom(1);
    double[] weights = new double[N];
    for (int i = 0; i < 300; i++) {
      weights[random.nextInt(N)] = random.nextInt(-127, 128);
    }
    SimulatedErrorPath path = new SimulatedErrorPath(List.of(weights), digitRatios, 1);
    return path.withBound(NormalTail.quantile(log2Rate) * Math.sqrt(path.variance()));
  }

  private static List<ScaledSigmaPoint> points(
      ErrorPath path, double log2Rate, int count, long coefficients, SplittableRandom random) {
    List<ScaledSigmaPoint> points = new ArrayList<>();
    long each = coefficients / count / path.size() * path.size();
    for (double scale : ScaledSigmaEstimate.scales(log2Rate, count, each)) {
      points.add(ScaledSigmaPoint.sample(path, scale, each, random.split()));
    }
    return points;
  }

  @ParameterizedTest
  @CsvSource({"1, 0.001", "3, 0.01", "1, 1", "2.5, 1"})
  void simulationHasThePredictedMoments(double scale, double ratio) {
    SimulatedErrorPath path = path(-10, ratio, ratio / 2);
    SplittableRandom random = new SplittableRandom(2);
    int runs = 200;
    double squares = 0;
    for (int i = 0; i < runs; i++) {
      double mean = 0;
      for (double v : path.sample(scale, random)) {
        mean += v * v / N;
      }
      squares += mean / runs;
    }
    assertEquals(scale, Math.sqrt(squares / path.variance()), 0.01 * scale);
  }

  @Test
  void moreCoinsAddTheirVariance() {
    SplittableRandom random = new SplittableRandom(8);
    for (int coins : new int[] {0, 1, 32, 77}) {
      double squares = 0;
      for (long x : NoiseSampler.moreCoins(random, 1 << 16, coins)) {
        squares += (double) x * x / (1 << 16);
      }
      assertEquals(coins / 2.0, squares, 0.03 * coins / 2.0 + 1e-12);
    }
  }

  /** 2^-15 from 600 000 coefficients to a quarter of a bit, 2^-40 from 10 000 000 to one. */
  @ParameterizedTest
  @CsvSource({"-15, 600000, 0.25", "-20, 600000, 0.4", "-40, 10000000, 1"})
  void ratesAreFoundFromFewCoefficients(double log2Rate, long coefficients, double tolerance) {
    SimulatedErrorPath path = path(log2Rate);
    assertEquals(log2Rate, path.log2Rate(), 1e-9);
    SplittableRandom random = new SplittableRandom(3);
    List<ScaledSigmaPoint> points = points(path, log2Rate, 7, coefficients, random);
    ScaledSigmaEstimate estimate = ScaledSigmaEstimate.of(ScaledSigmaModel.LINEAR, points, random);
    assertTrue(estimate.sampled() <= coefficients);
    assertEquals(log2Rate, estimate.log2Rate(), tolerance);
    assertTrue(estimate.low() < estimate.log2Rate() && estimate.log2Rate() < estimate.high());
    ScaledSigmaEstimate free = ScaledSigmaEstimate.of(ScaledSigmaModel.FREE, points, random);
    assertTrue(free.high() - free.low() > estimate.high() - estimate.low());
    assertEquals(log2Rate, free.log2Rate(), 4 * tolerance);
  }

  /** Without chance: the published fit finds too few failures, and the correction is exact. */
  @ParameterizedTest
  @EnumSource(ScaledSigmaModel.class)
  void biasIsKnownAndRemoved(ScaledSigmaModel model) {
    for (double log2Rate : new double[] {-15, -40}) {
      double distance = NormalTail.quantile(log2Rate);
      int sampled = 1 << 22;
      List<ScaledSigmaPoint> points = new ArrayList<>();
      for (double scale : ScaledSigmaEstimate.scales(log2Rate, 7, sampled)) {
        double rate = Math.pow(2, NormalTail.log2TwoSidedTail(distance / scale));
        int[] failures = new int[1024];
        double whole = rate * sampled / failures.length;
        double given = 0;
        for (int i = 0; i < failures.length; i++) {
          failures[i] = (int) (Math.round(whole * (i + 1)) - Math.round(given));
          given += failures[i];
        }
        points.add(new ScaledSigmaPoint(scale, sampled / failures.length, failures));
      }
      ScaledSigmaEstimate estimate = ScaledSigmaEstimate.of(model, points, new SplittableRandom(4));
      assertEquals(log2Rate, estimate.log2Rate(), 0.1);
      double bias = estimate.fittedLog2() - log2Rate;
      assertTrue(
          model == ScaledSigmaModel.FREE ? bias < -0.05 && bias > -1 : bias > 0.3,
          model + " is off by " + bias);
    }
  }

  @Test
  void saysWhenThereIsTooLittle() {
    SplittableRandom random = new SplittableRandom(5);
    ErrorPath path = path(-40);
    List<ScaledSigmaPoint> none =
        List.of(
            ScaledSigmaPoint.sample(path, 1, N, random),
            ScaledSigmaPoint.sample(path, 1.1, N, random));
    assertEquals(0, none.getFirst().rate());
    assertThrows(
        IllegalArgumentException.class,
        () -> ScaledSigmaEstimate.of(ScaledSigmaModel.LINEAR, none, random));
    assertThrows(IllegalArgumentException.class, () -> ScaledSigmaEstimate.scales(-3, 7, 10_000));
    assertThrows(IllegalArgumentException.class, () -> ScaledSigmaEstimate.scales(-15, 7, 100));
    assertThrows(
        IllegalArgumentException.class, () -> new SimulatedErrorPath(List.of(), new double[0], 1));
  }

  @Test
  void errorsAreRecordedAndDecomposed() {
    List<Long> moduli = List.of(12289L, 40961L, 1L << 12);
    SimulatedErrorPath path = path(-5);
    RecordedErrors errors = record(path, moduli, 1.5);
    assertEquals(4000, errors.size());
    assertArrayEquals(errors.errors(), record(path, moduli, 1.5).errors());
    for (int i = 0; i < errors.size(); i++) {
      long[] residues = errors.residues(i);
      assertTrue(errors.error(i) != 0);
      for (int m = 0; m < moduli.size(); m++) {
        assertEquals(0, Math.floorMod(errors.error(i) - residues[m], moduli.get(m)));
        assertTrue(residues[m] >= 0 && residues[m] < moduli.get(m));
      }
    }
    assertEquals(2000, errors.forTraining().size());
    assertEquals(2000, errors.forEvaluation().size());
    assertEquals(errors.error(3), errors.forEvaluation().error(1));
  }

  /** Errors recorded at a larger deviation are distributed as if they had been waited for. */
  @Test
  void recordedErrorsAreThoseOfTheTrueDeviation() {
    // At 2^-1 larger errors than 1 are frequent enough to be counted.
    SimulatedErrorPath path = path(-1);
    double plain = beyondOne(record(path, List.of(65537L), 1));
    double scaled = beyondOne(record(path, List.of(65537L), 2));
    assertTrue(plain > 0.05, "beyond 1: " + plain);
    assertEquals(plain, scaled, 5 * Math.sqrt(2 * plain / 4000));
    double wrong = 0;
    SplittableRandom random = new SplittableRandom(6);
    int seen = 0;
    for (int i = 0; i < 8; i++) {
      for (double v : path.sample(2, random)) {
        if (Math.abs(v) >= path.bound()) {
          seen++;
          wrong += Math.abs(v) >= 3 * path.bound() ? 1 : 0;
        }
      }
    }
    assertTrue(wrong / seen > 2 * plain, "without acceptance it would be " + wrong / seen);
  }

  private static RecordedErrors record(ErrorPath path, List<Long> moduli, double scale) {
    return RecordedErrors.record(
        path, ((SimulatedErrorPath) path).variance(), moduli, scale, 4000, new SplittableRandom(7));
  }

  private static double beyondOne(RecordedErrors errors) {
    int beyond = 0;
    for (long error : errors.errors()) {
      beyond += Math.abs(error) > 1 ? 1 : 0;
    }
    return (double) beyond / errors.size();
  }

  @Test
  void refusesModuliThatAreNoBase() {
    ErrorPath path = path(-5);
    assertThrows(IllegalArgumentException.class, () -> record(path, List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> record(path, List.of(6L, 9L), 1));
    assertThrows(IllegalArgumentException.class, () -> record(path, List.of(1L), 1));
  }
}
