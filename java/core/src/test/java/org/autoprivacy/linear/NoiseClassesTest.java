package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.network.LayerShape;
import org.junit.jupiter.api.Test;

/** Where copies of noise meet themselves, held against noise that is really turned and added. */
class NoiseClassesTest {

  private static final int N = 256;
  private static final int DRAWS = 3000;

  private static double[] turned(double[] noise, int element) {
    double[] moved = new double[N];
    for (int k = 0; k < N; k++) {
      int power = (int) ((long) k * element % (2L * N));
      moved[power % N] = power < N ? noise[k] : -noise[k];
    }
    return moved;
  }

  @Test
  void foldedNoiseIsLargestInTheConstantCoefficient() {
    List<Integer> elements =
        List.of(
            SlotTurn.by(2).element(N),
            SlotTurn.by(4).element(N),
            SlotTurn.by(16).element(N),
            SlotTurn.by(64).element(N),
            SlotTurn.SWAP.element(N));
    SplittableRandom random = new SplittableRandom(3);
    double[] squares = new double[N];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] noise = random.doubles(N).map(u -> u - 0.5).toArray();
      for (int element : elements) {
        double[] copy = turned(noise, element);
        for (int k = 0; k < N; k++) {
          noise[k] += copy[k];
        }
      }
      for (int k = 0; k < N; k++) {
        squares[k] += noise[k] * noise[k];
      }
    }
    double mean = DRAWS / 12.0 * (1 << elements.size());
    NoiseClasses classes = NoiseClasses.folded(N, elements);
    assertEquals(1 << elements.size(), classes.factors().getLast(), 1e-9);
    for (int k = 0; k < N; k++) {
      double predicted = classes.factors().get(k == 0 ? 8 : Integer.numberOfTrailingZeros(k));
      assertEquals(predicted, squares[k] / mean, 0.15 * predicted + 1e-9, "coefficient " + k);
    }
    List<WeightNorms.Bin> bins = classes.bins();
    assertEquals(1, bins.stream().mapToDouble(WeightNorms.Bin::share).sum(), 1e-12);
    assertEquals(1, bins.stream().mapToDouble(bin -> bin.share() * bin.sum()).sum(), 1e-12);
    assertEquals(1.0 / N, bins.getFirst().share());
  }

  @Test
  void sumsOfDifferentProductsAreEvenAndFoldedOnesAreNot() {
    LayerShape convolution = LayerShape.parse("conv:32x8x8:64:k3:s1:p1");
    LayerShape matrix = LayerShape.parse("fc:1024:10");
    for (Packing packing : List.of(Packing.SLOTS, Packing.SLOTS_DELPHI, Packing.SLOTS_SCI)) {
      assertEquals(
          NoiseClasses.even(1024), LayerWork.of(convolution, packing, 1024).path().classes());
      assertTrue(LayerWork.of(matrix, packing, 8192).path().classes().factors().getLast() >= 512);
    }
  }
}
