package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegacyclicFftTest {

  private static double[] random(SplittableRandom random, int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 256})
  void productsAreNegacyclic(int n) {
    NegacyclicFft fft = new NegacyclicFft(n);
    SplittableRandom random = new SplittableRandom(n);
    double[] a = random(random, n);
    double[] b = random(random, n);
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected[(i + j) % n] += i + j < n ? a[i] * b[j] : -a[i] * b[j];
      }
    }
    double[] product = NegacyclicFft.multiply(fft.forward(a), fft.forward(b));
    assertArrayEquals(expected, fft.inverse(product), 1e-13 * n);
  }

  @Test
  void inverseUndoesForward() {
    NegacyclicFft fft = new NegacyclicFft(8192);
    double[] a = random(new SplittableRandom(1), 8192);
    assertArrayEquals(a, fft.inverse(fft.forward(a)), 1e-14);
  }

  @Test
  void valuesAreThoseOfThePolynomial() {
    int n = 16;
    double[] a = random(new SplittableRandom(2), n);
    double[] values = new NegacyclicFft(n).forward(a);
    for (int k = 0; k < n / 2; k++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < n; j++) {
        re += a[j] * Math.cos(Math.PI * j * (4 * k + 1) / n);
        im += a[j] * Math.sin(Math.PI * j * (4 * k + 1) / n);
      }
      assertEquals(re, values[2 * k], 1e-13);
      assertEquals(im, values[2 * k + 1], 1e-13);
    }
    double norm = Arrays.stream(a).map(x -> x * x).sum();
    assertEquals(norm, Arrays.stream(NegacyclicFft.power(values)).average().orElseThrow(), 1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 31, 63, 127})
  void automorphismPermutesValues(int element) {
    int n = 64;
    NegacyclicFft fft = new NegacyclicFft(n);
    double[] a = random(new SplittableRandom(3), n);
    double[] moved = new double[n];
    for (int i = 0; i < n; i++) {
      int power = i * element % (2 * n);
      moved[power % n] = power < n ? a[i] : -a[i];
    }
    double[] values = fft.forward(a);
    double[] expected = fft.forward(moved);
    int[] sources = fft.automorphism(element);
    for (int k = 0; k < n / 2; k++) {
      int source = sources[k] < 0 ? -1 - sources[k] : sources[k];
      assertEquals(expected[2 * k], values[2 * source], 1e-12);
      assertEquals(
          expected[2 * k + 1],
          sources[k] < 0 ? -values[2 * source + 1] : values[2 * source + 1],
          1e-12);
    }
  }

  @Test
  void refusesOtherDegrees() {
    assertThrows(IllegalArgumentException.class, () -> new NegacyclicFft(12));
    assertThrows(IllegalArgumentException.class, () -> new NegacyclicFft(2));
    assertThrows(IllegalArgumentException.class, () -> new NegacyclicFft(8).forward(new double[4]));
  }
}
