package org.autoprivacy.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.NegacyclicFft;

/**
 * The error path of a linear layer without any ciphertext, reproducible from a seed: {@code Σ
 * w_i·(e_i + ks_i) + 1/12} with fresh errors e_i, and where inputs are rotated first the noise of a
 * key switch, {@code Σ_j d_j·ε_j/P} with key errors ε_j and centred digits d_j, uniform in [-q_j/2,
 * q_j/2), anew for each sample. It is the same linear form that an engine computes
 * (docs/notes/noise.md); its moments and failures are held against engines. Thread-safe.
 *
 * <p>SEAL's uncentred digits would give each key a bias of its own: then noise is far from normal
 * over keys, and the rate belongs to the key and not to the parameters.
 */
public final class SimulatedErrorPath implements ErrorPath {

  private final NegacyclicFft fft;
  private final List<double[]> weights;
  private final double[] digitRatios;
  private final double bound;
  private final double normSquared;
  private final double powerSquared; // Σ of the mean of |w_i(ζ)|^4

  /**
   * A layer.
   *
   * @param weights centred coefficients of each plaintext, {@code double[n]}; one ciphertext each
   * @param digitRatios q_j/P of each digit of the switch before the products; none without one
   * @param bound q/(2t)
   */
  public SimulatedErrorPath(List<double[]> weights, double[] digitRatios, double bound) {
    if (weights.isEmpty() || !(bound > 0)) {
      throw new IllegalArgumentException(
          "an error path has weights and a positive bound, got "
              + weights.size()
              + " and "
              + bound);
    }
    this.fft = new NegacyclicFft(weights.getFirst().length);
    this.weights = new ArrayList<>();
    double norm = 0;
    double fourth = 0;
    for (double[] w : weights) {
      double[] values = fft.forward(w);
      this.weights.add(values);
      for (double power : NegacyclicFft.power(values)) {
        fourth += power * power * 2 / w.length;
      }
      for (double c : w) {
        norm += c * c;
      }
    }
    this.normSquared = norm;
    this.powerSquared = fourth;
    this.digitRatios = digitRatios.clone();
    this.bound = bound;
  }

  /** The same path with another bound. */
  public SimulatedErrorPath withBound(double other) {
    return new SimulatedErrorPath(this, other);
  }

  private SimulatedErrorPath(SimulatedErrorPath path, double bound) {
    this.fft = path.fft;
    this.weights = path.weights;
    this.digitRatios = path.digitRatios;
    this.normSquared = path.normSquared;
    this.powerSquared = path.powerSquared;
    this.bound = bound;
  }

  @Override
  public int size() {
    return fft.degree();
  }

  @Override
  public double bound() {
    return bound;
  }

  /**
   * log2 of the failure rate by closed form: that of normal noise, on the mean over key errors,
   * which spread its variance.
   */
  public double log2Rate() {
    double variance = variance();
    double spread = 0;
    for (double ratio : digitRatios) {
      spread += Math.pow(size() * SampledVariance.ERROR * ratio * ratio / 12, 2);
    }
    return DecryptionFailure.log2Rate(
        variance,
        2 * powerSquared * spread / size() / (variance * variance),
        LogSpace.log2(bound) + 1,
        0);
  }

  /** The variance by closed form: {@code ‖w‖²·(σ² + n·σ²·Σ(q_j/P)²/12) + 1/12}. */
  public double variance() {
    double digits = 0;
    for (double ratio : digitRatios) {
      digits += ratio * ratio / 12;
    }
    return normSquared * SampledVariance.ERROR * (1 + size() * digits) + SampledVariance.ROUNDING;
  }

  @Override
  public double[] sample(double scale, SplittableRandom random) {
    int n = size();
    double[] sum = new double[n];
    for (double[] w : weights) {
      double[] noise = fft.forward(NoiseSampler.error(random, n));
      for (double ratio : digitRatios) {
        double[] digit = fft.forward(random.doubles(n, -ratio / 2, ratio / 2).toArray());
        double[] error = fft.forward(NoiseSampler.error(random, n));
        add(noise, NegacyclicFft.multiply(digit, error));
      }
      add(sum, NegacyclicFft.multiply(noise, w));
    }
    double[] v = fft.inverse(sum);
    for (int i = 0; i < n; i++) {
      v[i] = scale * v[i] + random.nextDouble() - 0.5;
    }
    return v;
  }

  private static void add(double[] to, double[] a) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a[i];
    }
  }
}
