package org.autoprivacy.noise;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The model of scaled-sigma sampling (Sun, Li, Liu, Luo and Gu, IEEE TCAD 34(7), 2015): {@code ln
 * P(s) = α + β·ln s + γ/s²}, fitted by weighted least squares with the weights of binomial rates,
 * {@code N·P/(1-P)}.
 */
public enum ScaledSigmaModel {
  /** α, β and γ free: as published, for failure regions of any shape. */
  FREE,
  /** β = 1: exact to first order where the failure region is a half space, as in BFV. */
  LINEAR;

  /** How many coefficients are fitted. */
  int unknowns() {
    return this == FREE ? 3 : 2;
  }

  /**
   * ln P(1) by the fit.
   *
   * @param rates of each point, the measured ones or others in their place
   */
  double fitted(List<ScaledSigmaPoint> points, ToDoubleFunction<ScaledSigmaPoint> rates) {
    int unknowns = unknowns();
    double[][] normal = new double[unknowns][unknowns + 1];
    for (ScaledSigmaPoint point : points) {
      // A resampled point may have no failures left: it counts as if it had half a one.
      double failures = Math.max(0.5, point.total());
      double weight = failures / (1 - failures / point.sampled());
      double lnScale = Math.log(point.scale());
      double lnRate = Math.log(rates.applyAsDouble(point));
      double inverse = 1 / (point.scale() * point.scale());
      double[] row =
          this == FREE
              ? new double[] {1, inverse, lnScale, lnRate}
              : new double[] {1, inverse, lnRate - lnScale};
      for (int i = 0; i < unknowns; i++) {
        for (int j = 0; j <= unknowns; j++) {
          normal[i][j] += weight * row[i] * row[j];
        }
      }
    }
    double[] solution = solve(normal);
    return solution[0] + solution[1];
  }

  /** Gaussian elimination with pivots. */
  private static double[] solve(double[][] a) {
    int n = a.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(a[i][column]) > Math.abs(a[pivot][column])) {
          pivot = i;
        }
      }
      double[] swapped = a[column];
      a[column] = a[pivot];
      a[pivot] = swapped;
      for (int i = 0; i < n; i++) {
        double factor = i == column ? 0 : a[i][column] / a[column][column];
        for (int j = column; factor != 0 && j <= n; j++) {
          a[i][j] -= factor * a[column][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = a[i][n] / a[i][i];
    }
    return x;
  }
}
