package org.autoprivacy.search.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {

  @ParameterizedTest
  @CsvSource({"1,1,16", "3,7,32", "4,12,48", "9,300,304", "64,11,400", "5,0,16"})
  void everyElementIsTheFusedChainInOrder(int rows, int inner, int columns) {
    Random random = new Random(17);
    float[] a = gaussians(random, Math.max(rows, 1) * Math.max(inner, 1));
    float[] b = gaussians(random, Math.max(inner, 1) * columns);
    float[] c = gaussians(random, rows * columns + 16);
    float[] before = c.clone();

    // A is read transposed: element (i, l) is at l·rows + i.
    MatrixProduct.addProduct(a, 0, 1, rows, b, 0, c, 0, rows, inner, columns);

    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = before[i * columns + j];
        for (int l = 0; l < inner; l++) {
          sum = Math.fma(a[l * rows + i], b[l * columns + j], sum);
        }
        assertEquals(sum, c[i * columns + j], "row " + i + ", column " + j);
      }
    }
    for (int i = rows * columns; i < c.length; i++) {
      assertEquals(before[i], c[i], "past the end");
    }
  }

  private static float[] gaussians(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
