package org.autoprivacy.cost;

import java.util.Arrays;

/** Latencies of one operation, as they come in. */
final class Samples {

  private double[] values = new double[16];
  private int count;

  void add(double nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  int count() {
    return count;
  }

  double median() {
    return quantile(sorted(), 0.5);
  }

  /** Interquartile range over the median. */
  double spread() {
    double[] sorted = sorted();
    return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / quantile(sorted, 0.5);
  }

  /**
   * Half the width of the median's 95 % interval over the median: by order statistics, so without a
   * law of the noise that others make on the machine. Infinite below six samples.
   */
  double medianError() {
    if (count < 6) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = sorted();
    double reach = 0.98 * Math.sqrt(count);
    int low = (int) Math.max(0, Math.floor(count / 2.0 - reach));
    int high = (int) Math.min(count - 1, Math.ceil(count / 2.0 + reach));
    return (sorted[high] - sorted[low]) / 2 / quantile(sorted, 0.5);
  }

  private double[] sorted() {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
