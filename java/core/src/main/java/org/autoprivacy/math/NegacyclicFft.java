package org.autoprivacy.math;

/**
 * Values of real polynomials modulo {@code X^n + 1} at the odd powers of ζ = e^{iπ/n}: at {@code
 * ζ^(4k+1)} for k in [0, n/2), since the values at the other odd powers are conjugates of these.
 * Products modulo {@code X^n + 1} are products of values; the mean of |a(ζ^j)|² is the sum of the
 * squared coefficients. Double precision: errors of about 1e-15 of the largest value. Immutable,
 * thread-safe.
 */
public final class NegacyclicFft {

  private final int n;
  private final int half;
  private final double[] twist; // ζ^j, interleaved
  private final double[] roots; // e^{2πi j/half}, interleaved, j < half/2

  /**
   * For one degree.
   *
   * @param n a power of two, at least 4
   */
  public NegacyclicFft(int n) {
    if (n < 4 || Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("the degree is a power of two from 4 on, got " + n);
    }
    this.n = n;
    this.half = n / 2;
    this.twist = new double[n];
    for (int j = 0; j < half; j++) {
      twist[2 * j] = Math.cos(Math.PI * j / n);
      twist[2 * j + 1] = Math.sin(Math.PI * j / n);
    }
    this.roots = new double[half];
    for (int j = 0; j < half / 2; j++) {
      roots[2 * j] = Math.cos(2 * Math.PI * j / half);
      roots[2 * j + 1] = Math.sin(2 * Math.PI * j / half);
    }
  }

  /** The degree n. */
  public int degree() {
    return n;
  }

  /**
   * The values of a polynomial.
   *
   * @param coefficients {@code double[n]}
   * @return {@code double[n]}: real and imaginary part of the value at {@code ζ^(4k+1)} at 2k and
   *     2k+1
   */
  public double[] forward(double[] coefficients) {
    requireLength(coefficients);
    double[] a = new double[n];
    for (int j = 0; j < half; j++) {
      double re = coefficients[j];
      double im = coefficients[j + half];
      a[2 * j] = re * twist[2 * j] - im * twist[2 * j + 1];
      a[2 * j + 1] = re * twist[2 * j + 1] + im * twist[2 * j];
    }
    transform(a, 1);
    return a;
  }

  /**
   * The polynomial with these values.
   *
   * @param values as {@link #forward} returns them; left as they are
   */
  public double[] inverse(double[] values) {
    requireLength(values);
    double[] a = values.clone();
    transform(a, -1);
    double[] coefficients = new double[n];
    for (int j = 0; j < half; j++) {
      double re = a[2 * j] / half;
      double im = a[2 * j + 1] / half;
      coefficients[j] = re * twist[2 * j] + im * twist[2 * j + 1];
      coefficients[j + half] = im * twist[2 * j] - re * twist[2 * j + 1];
    }
    return coefficients;
  }

  /** The values of the product, in a new array. */
  public static double[] multiply(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int k = 0; k < a.length; k += 2) {
      product[k] = a[k] * b[k] - a[k + 1] * b[k + 1];
      product[k + 1] = a[k] * b[k + 1] + a[k + 1] * b[k];
    }
    return product;
  }

  /** The squared magnitudes of values: {@code double[n/2]}. */
  public static double[] power(double[] values) {
    double[] power = new double[values.length / 2];
    for (int k = 0; k < power.length; k++) {
      power[k] = values[2 * k] * values[2 * k] + values[2 * k + 1] * values[2 * k + 1];
    }
    return power;
  }

  /**
   * Where {@code a(X^g)} takes its value at ζ^(4k+1) from: index k' if it is the value of a at
   * {@code ζ^(4k'+1)}, and {@code -1-k'} if it is that value's conjugate.
   *
   * @param galoisElement g, odd, in [1, 2n)
   */
  public int[] automorphism(int galoisElement) {
    int[] sources = new int[half];
    for (int k = 0; k < half; k++) {
      int exponent = (int) ((long) galoisElement * (4 * k + 1) % (2L * n));
      sources[k] = exponent % 4 == 1 ? exponent / 4 : -1 - (2 * n - exponent) / 4;
    }
    return sources;
  }

  private void requireLength(double[] a) {
    if (a.length != n) {
      throw new IllegalArgumentException("a polynomial has " + n + " numbers, got " + a.length);
    }
  }

  /** The discrete Fourier transform in place, in natural order on both sides. */
  private void transform(double[] a, int sign) {
    int shift = Integer.numberOfLeadingZeros(half) + 1;
    for (int i = 0; i < half; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (i < j) {
        swap(a, 2 * i, 2 * j);
        swap(a, 2 * i + 1, 2 * j + 1);
      }
    }
    for (int length = 1; length < half; length *= 2) {
      int step = half / length; // of the root's index, times two for interleaving
      for (int start = 0; start < half; start += 2 * length) {
        for (int j = 0; j < length; j++) {
          double wr = roots[j * step];
          double wi = sign * roots[j * step + 1];
          int low = 2 * (start + j);
          int high = low + 2 * length;
          double re = a[high] * wr - a[high + 1] * wi;
          double im = a[high] * wi + a[high + 1] * wr;
          a[high] = a[low] - re;
          a[high + 1] = a[low + 1] - im;
          a[low] += re;
          a[low + 1] += im;
        }
      }
    }
  }

  private static void swap(double[] a, int i, int j) {
    double t = a[i];
    a[i] = a[j];
    a[j] = t;
  }
}
