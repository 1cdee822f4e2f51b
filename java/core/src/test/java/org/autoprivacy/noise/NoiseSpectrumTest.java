package org.autoprivacy.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.autoprivacy.math.NegacyclicFft;
import org.junit.jupiter.api.Test;

class NoiseSpectrumTest {

  private static final int N = 64;
  private static final NegacyclicFft FFT = new NegacyclicFft(N);

  private static double[] random(SplittableRandom random) {
    return random.doubles(N, -1, 1).toArray();
  }

  private static double square(double[] a) {
    return Arrays.stream(a).map(x -> x * x).sum();
  }

  @Test
  void productsHaveTheirExactVariance() {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = random(random);
    double[] b = random(random);
    double[] fa = FFT.forward(a);
    double[] fb = FFT.forward(b);
    NoiseSpectrum noise = NoiseSpectrum.white(N, 3).times(fa);
    assertEquals(3 * square(a), noise.variance(), 1e-12);
    double[] product = FFT.inverse(NegacyclicFft.multiply(fa, fb));
    assertEquals(3 * square(product), noise.times(fb).variance(), 1e-10);
    assertEquals(4 * noise.variance(), noise.times(-2.0).variance(), 1e-10);
    // Independent noises add their variances, under any automorphism.
    NoiseSpectrum sum = noise.plus(noise.permuted(FFT.automorphism(5)));
    assertEquals(2 * noise.variance(), sum.variance(), 1e-10);
  }

  @Test
  void meansAddUpAsPolynomials() {
    SplittableRandom random = new SplittableRandom(2);
    double[] a = random(random);
    double[] b = random(random);
    NoiseSpectrum noise =
        NoiseSpectrum.known(FFT.forward(a)).plus(NoiseSpectrum.known(FFT.forward(a)));
    assertEquals(4 * square(a) / N, noise.biasSquared(), 1e-12);
    assertEquals(0, noise.variance());
    NoiseSpectrum product = noise.times(FFT.forward(b));
    double[] expected = FFT.inverse(NegacyclicFft.multiply(FFT.forward(a), FFT.forward(b)));
    assertEquals(4 * square(expected) / N, product.meanSquare(), 1e-11);
    double[] mean = FFT.inverse(product.meanValues());
    assertEquals(2 * expected[7], mean[7], 1e-12);
  }

  /** The spread of the mean square over ciphertexts is what is predicted, bias included. */
  @Test
  void chanceIsPredicted() {
    SplittableRandom random = new SplittableRandom(3);
    double[] a = random(random);
    double[] bias = new double[N];
    Arrays.fill(bias, 1.5);
    NoiseSpectrum noise =
        NoiseSpectrum.white(N, SampledVariance.ERROR)
            .times(FFT.forward(a))
            .plus(NoiseSpectrum.known(FFT.forward(bias)));
    int runs = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < runs; i++) {
      double[] error = FFT.forward(NoiseSampler.error(random, N));
      double[] v = FFT.inverse(NegacyclicFft.multiply(error, FFT.forward(a)));
      double mean = 0;
      for (double x : v) {
        mean += (x + 1.5) * (x + 1.5) / N;
      }
      sum += mean;
      squares += mean * mean;
    }
    double mean = sum / runs;
    assertEquals(1, mean / noise.meanSquare(), 0.01);
    double variance = squares / runs - mean * mean;
    assertEquals(1, variance / noise.chanceVariance(), 0.06);
  }
}
