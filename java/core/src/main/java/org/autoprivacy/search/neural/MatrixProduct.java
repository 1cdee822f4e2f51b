package org.autoprivacy.search.neural;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of row-major matrices whose rows are padded to a multiple of {@link #PAD} floats.
 *
 * <p>Vectors run over the columns of the result and each element is one chain of fused
 * multiply-adds in the order of the summed index, so the result is the same at every vector width.
 */
final class MatrixProduct {

  /** Floats that every row is padded to: the widest vector there is. */
  static final int PAD = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 4;

  private MatrixProduct() {}

  /** The least multiple of {@link #PAD} that is at least {@code width}. */
  static int padded(int width) {
    return Math.ceilDiv(width, PAD) * PAD;
  }

  /**
   * Adds A·B to C: {@code c[i][j] += sum over l of a[i·rowStep + l·columnStep] · b[l][j]}.
   *
   * @param a A; its steps make a transposed reading free
   * @param b B at {@code bOffset}, rows of {@code columns} floats
   * @param c C at {@code cOffset}, rows of {@code columns} floats; not the same array as A or B
   * @param rows rows of C
   * @param inner length of each sum
   * @param columns a multiple of {@link #PAD}
   */
  static void addProduct(
      float[] a,
      int aOffset,
      int rowStep,
      int columnStep,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns) {
    int i = 0;
    for (; i + ROWS <= rows; i += ROWS) {
      int at = aOffset + i * rowStep;
      int ct = cOffset + i * columns;
      int j = 0;
      for (; j + 2 * LANES <= columns; j += 2 * LANES) {
        tile(a, at, rowStep, columnStep, b, bOffset + j, c, ct + j, inner, columns);
      }
      for (; j < columns; j += LANES) {
        for (int r = 0; r < ROWS; r++) {
          strip(
              a,
              at + r * rowStep,
              columnStep,
              b,
              bOffset + j,
              c,
              ct + r * columns + j,
              inner,
              columns);
        }
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j += LANES) {
        strip(
            a,
            aOffset + i * rowStep,
            columnStep,
            b,
            bOffset + j,
            c,
            cOffset + i * columns + j,
            inner,
            columns);
      }
    }
  }

  private static void tile(
      float[] a,
      int at,
      int rowStep,
      int columnStep,
      float[] b,
      int bt,
      float[] c,
      int ct,
      int inner,
      int columns) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, ct);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, ct + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, ct + columns);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, ct + columns + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, ct + 2 * columns);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, ct + 2 * columns + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, ct + 3 * columns);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, ct + 3 * columns + LANES);
    for (int l = 0; l < inner; l++) {
      int row = bt + l * columns;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      int al = at + l * columnStep;
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[al]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[al + rowStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[al + 2 * rowStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[al + 3 * rowStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, ct);
    c01.intoArray(c, ct + LANES);
    c10.intoArray(c, ct + columns);
    c11.intoArray(c, ct + columns + LANES);
    c20.intoArray(c, ct + 2 * columns);
    c21.intoArray(c, ct + 2 * columns + LANES);
    c30.intoArray(c, ct + 3 * columns);
    c31.intoArray(c, ct + 3 * columns + LANES);
  }

  private static void strip(
      float[] a,
      int at,
      int columnStep,
      float[] b,
      int bt,
      float[] c,
      int ct,
      int inner,
      int columns) {
    FloatVector sum = FloatVector.fromArray(SPECIES, c, ct);
    for (int l = 0; l < inner; l++) {
      FloatVector row = FloatVector.fromArray(SPECIES, b, bt + l * columns);
      sum = FloatVector.broadcast(SPECIES, a[at + l * columnStep]).fma(row, sum);
    }
    sum.intoArray(c, ct);
  }
}
