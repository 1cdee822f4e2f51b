package org.autoprivacy.noise;

import java.util.Arrays;
import org.autoprivacy.math.NegacyclicFft;

/**
 * The noise of a ciphertext whose operands are known: its mean polynomial, and its variance at each
 * odd power of ζ = e^{iπ/n}, so that the product with a known polynomial multiplies both.
 *
 * <p>Noise is a linear form of independent white polynomials: Σ a_i·e_i with a_i known (weights,
 * secret, key errors) and e_i fresh. Its power at ζ^j is Σ σ_i²·|a_i(ζ^j)|², and the mean of that
 * over j is its variance, without any assumption on the a_i. Polynomials are given by their values
 * ({@link NegacyclicFft#forward}). Immutable. See docs/notes/noise.md.
 */
public final class NoiseSpectrum {

  private final double[] power; // at ζ^(4k+1), n/2 of them
  private final double[] mean; // values of the mean polynomial, interleaved

  private NoiseSpectrum(double[] power, double[] mean) {
    this.power = power;
    this.mean = mean;
  }

  /** Independent coefficients of mean 0 and this variance. */
  public static NoiseSpectrum white(int polyDegree, double variance) {
    double[] power = new double[polyDegree / 2];
    Arrays.fill(power, variance);
    return new NoiseSpectrum(power, new double[polyDegree]);
  }

  /**
   * No variance, a known mean.
   *
   * @param values of the mean polynomial
   */
  public static NoiseSpectrum known(double[] values) {
    return new NoiseSpectrum(new double[values.length / 2], values.clone());
  }

  /** The sum of independent noises. */
  public NoiseSpectrum plus(NoiseSpectrum other) {
    double[] powers = new double[power.length];
    double[] means = new double[mean.length];
    for (int k = 0; k < powers.length; k++) {
      powers[k] = power[k] + other.power[k];
    }
    for (int k = 0; k < means.length; k++) {
      means[k] = mean[k] + other.mean[k];
    }
    return new NoiseSpectrum(powers, means);
  }

  /** The product with a known polynomial. */
  public NoiseSpectrum times(double[] values) {
    double[] powers = NegacyclicFft.power(values);
    for (int k = 0; k < powers.length; k++) {
      powers[k] *= power[k];
    }
    return new NoiseSpectrum(powers, NegacyclicFft.multiply(mean, values));
  }

  /** The multiple by a number. */
  public NoiseSpectrum times(double factor) {
    double[] powers = power.clone();
    double[] means = mean.clone();
    for (int k = 0; k < powers.length; k++) {
      powers[k] *= factor * factor;
    }
    for (int k = 0; k < means.length; k++) {
      means[k] *= factor;
    }
    return new NoiseSpectrum(powers, means);
  }

  /**
   * Behind {@code X -> X^g}. A noise and its images under different automorphisms are uncorrelated
   * on the mean over the coefficients, so that {@link #plus} is exact for their sums too, as long
   * as no image is added to itself: {@code a + τ(a)} plus its own image under τ holds τ(a) twice.
   *
   * @param sources {@link NegacyclicFft#automorphism} of g
   */
  public NoiseSpectrum permuted(int[] sources) {
    double[] powers = new double[power.length];
    double[] means = new double[mean.length];
    for (int k = 0; k < powers.length; k++) {
      boolean conjugate = sources[k] < 0;
      int source = conjugate ? -1 - sources[k] : sources[k];
      powers[k] = power[source];
      means[2 * k] = mean[2 * source];
      means[2 * k + 1] = conjugate ? -mean[2 * source + 1] : mean[2 * source + 1];
    }
    return new NoiseSpectrum(powers, means);
  }

  /** Variance of a coefficient about the mean polynomial, on the mean over the coefficients. */
  public double variance() {
    return meanOf(power);
  }

  /** The mean squared coefficient of the mean polynomial: the bias. */
  public double biasSquared() {
    return meanOf(NegacyclicFft.power(mean)) / mean.length;
  }

  /** The mean squared coefficient: {@link #variance} and {@link #biasSquared}. */
  public double meanSquare() {
    return variance() + biasSquared();
  }

  /** Values of the mean polynomial. A copy. */
  public double[] meanValues() {
    return mean.clone();
  }

  /**
   * Variance, by chance, of the mean of the n squared coefficients of one ciphertext, for normal
   * noise: {@code 2·mean(S²)/n + 4·mean(|B|²·S)/n²} for power S and mean values B.
   */
  public double chanceVariance() {
    int n = mean.length;
    double[] bias = NegacyclicFft.power(mean);
    double squares = 0;
    double mixed = 0;
    for (int k = 0; k < power.length; k++) {
      squares += power[k] * power[k];
      mixed += bias[k] * power[k];
    }
    return 2 * squares / power.length / n + 4 * mixed / power.length / n / n;
  }

  private static double meanOf(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
