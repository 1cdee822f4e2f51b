package org.autoprivacy.noise;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.math.NormalTail;

/**
 * A failure rate extrapolated from errors of larger deviation.
 *
 * <p>The model leaves out {@code ln(1 - s²/r² + 3s⁴/r⁴ …)}, so that its fit is off even without
 * chance: for a half space at r standard deviations it predicts 0.1 to 0.7 bits fewer failures.
 * That bias is removed by asking at which r the same fit to exact rates {@code erfc(r/(s√2))} gives
 * the same value; the estimate is the exact rate of that r. The interval is a bootstrap over
 * ciphertexts, whose coefficients fail together.
 *
 * @param log2Rate the estimate, bias removed
 * @param fittedLog2 what the fit itself gives
 * @param low 95 % interval of {@code log2Rate}
 * @param high its upper end
 * @param sampled coefficients
 */
public record ScaledSigmaEstimate(
    double log2Rate, double fittedLog2, double low, double high, long sampled) {

  private static final double LN_2 = Math.log(2);
  private static final int REPLICATES = 200;

  /** Points with fewer failures say too little. */
  private static final int LEAST_FAILURES = 20;

  /** Failures that the smallest scale is chosen for. */
  private static final double WANTED_FAILURES = 80;

  /** Farther than any rate that is worth extrapolating: 2^-10000. */
  private static final double FARTHEST = 118;

  /**
   * Fits.
   *
   * @param random of the bootstrap
   * @throws IllegalArgumentException if the points say too little
   */
  public static ScaledSigmaEstimate of(
      ScaledSigmaModel model, List<ScaledSigmaPoint> all, SplittableRandom random) {
    List<ScaledSigmaPoint> points =
        all.stream().filter(p -> p.total() >= LEAST_FAILURES && p.total() < p.sampled()).toList();
    if (points.size() < model.unknowns()) {
      throw new IllegalArgumentException(
          "%d points have %d failures or more, %d are needed: sample more or at larger scales"
              .formatted(points.size(), LEAST_FAILURES, model.unknowns()));
    }
    double fitted = model.fitted(points, ScaledSigmaPoint::rate);
    double estimate = unbiased(model, points, fitted);
    double[] replicates = new double[REPLICATES];
    for (int i = 0; i < REPLICATES; i++) {
      List<ScaledSigmaPoint> drawn = points.stream().map(point -> point.resampled(random)).toList();
      replicates[i] = unbiased(model, drawn, model.fitted(drawn, ScaledSigmaPoint::rate));
    }
    Arrays.sort(replicates);
    return new ScaledSigmaEstimate(
        estimate,
        fitted / LN_2,
        replicates[(int) (0.025 * REPLICATES)],
        replicates[(int) (0.975 * REPLICATES)],
        all.stream().mapToLong(ScaledSigmaPoint::sampled).sum());
  }

  /** log2 of the rate whose exact tails fit to this; bisection, since the fit falls with r. */
  private static double unbiased(
      ScaledSigmaModel model, List<ScaledSigmaPoint> points, double fitted) {
    double low = 0.5;
    double high = FARTHEST;
    while (high - low > 1e-9) {
      double r = (low + high) / 2;
      double there =
          model.fitted(
              points, point -> Math.pow(2, NormalTail.log2TwoSidedTail(r / point.scale())));
      if (there > fitted) {
        low = r;
      } else {
        high = r;
      }
    }
    return NormalTail.log2TwoSidedTail(low);
  }

  /**
   * Scales whose rates run from 0.25 down to some 80 failures, spaced evenly in {@code 1/s²}, for a
   * rate that is known roughly.
   *
   * @param log2Rate such as a closed form gives, below -6
   * @param count at least 3
   * @param coefficients that are sampled at each
   */
  public static double[] scales(double log2Rate, int count, long coefficients) {
    double least = Math.log(WANTED_FAILURES / coefficients) / LN_2;
    if (!(log2Rate < -6) || count < 3 || least > -4) {
      throw new IllegalArgumentException(
          "three scales or more of 1280 coefficients or more, for a rate below 2^-6: got %d of %d for 2^%s"
              .formatted(count, coefficients, log2Rate));
    }
    double distance = NormalTail.quantile(log2Rate);
    double largest = distance / NormalTail.quantile(-2);
    double smallest = Math.max(1, distance / NormalTail.quantile(least));
    double[] scales = new double[count];
    for (int i = 0; i < count; i++) {
      double inverse =
          1 / (smallest * smallest) * (count - 1 - i) / (count - 1)
              + 1 / (largest * largest) * i / (count - 1);
      scales[i] = 1 / Math.sqrt(inverse);
    }
    return scales;
  }
}
