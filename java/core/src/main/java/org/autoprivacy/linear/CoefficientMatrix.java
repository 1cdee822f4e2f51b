package org.autoprivacy.linear;

import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * A fully connected layer in coefficients (Cheetah, ePrint 2022/207, §3.2.2): blocks of {@code
 * rows·columns <= n}. With the inputs {@code Σ v_j·X^j} and the weights {@code Σ W_ij·X^(i·columns
 * + columns-1-j)}, coefficient {@code i·columns + columns-1} of the product is row i's sum. Others
 * are unused, and what wraps around stays below {@code columns-1} (docs/notes/packings.md).
 */
final class CoefficientMatrix extends CoefficientLayout {

  private final LayerShape shape;
  private final int polyDegree;
  private final int inBlocks;
  private final int outBlocks;
  private final int columns;
  private final int rows;

  private CoefficientMatrix(LayerShape shape, int polyDegree, int inBlocks) {
    this.shape = shape;
    this.polyDegree = polyDegree;
    this.inBlocks = inBlocks;
    columns = Math.ceilDiv(shape.inChannels(), inBlocks);
    rows = Math.min(polyDegree / columns, shape.outChannels());
    outBlocks = Math.ceilDiv(shape.outChannels(), rows);
  }

  /** The block that needs the fewest ciphertexts in both directions, then the fewest upwards. */
  static CoefficientMatrix of(LayerShape shape, int polyDegree) {
    int inputs = shape.inChannels();
    CoefficientMatrix best =
        new CoefficientMatrix(shape, polyDegree, Math.ceilDiv(inputs, polyDegree));
    for (int in = best.inBlocks + 1; in <= inputs && in < best.inBlocks + best.outBlocks; in++) {
      CoefficientMatrix other = new CoefficientMatrix(shape, polyDegree, in);
      if (other.inBlocks + other.outBlocks < best.inBlocks + best.outBlocks) {
        best = other;
      }
    }
    return best;
  }

  @Override
  public LayerWork work() {
    return work(shape, inBlocks);
  }

  @Override
  public int inputs() {
    return inBlocks;
  }

  @Override
  public int outputs() {
    return outBlocks;
  }

  @Override
  int polyDegree() {
    return polyDegree;
  }

  @Override
  int kernels() {
    return rows;
  }

  @Override
  int largestOutput() {
    return rows;
  }

  @Override
  int[] factors(int output) {
    return IntStream.range(0, inBlocks).toArray();
  }

  @Override
  public int[] inputPlaces(int ciphertext) {
    int first = ciphertext * columns;
    return IntStream.range(0, polyDegree)
        .map(j -> j < columns && first + j < shape.inChannels() ? first + j : NOTHING)
        .toArray();
  }

  @Override
  public OutputPlaces outputPlaces(int ciphertext) {
    OutputPlaces places = new OutputPlaces();
    for (int i = 0; i < rows && ciphertext * rows + i < shape.outChannels(); i++) {
      places.add(i * columns + columns - 1, ciphertext * rows + i);
    }
    return places;
  }

  @Override
  void weights(QuantizedLayer layer, int output, int factor, long[] polynomial) {
    for (int i = 0; i < rows && output * rows + i < shape.outChannels(); i++) {
      for (int j = 0; j < columns && factor * columns + j < shape.inChannels(); j++) {
        polynomial[i * columns + columns - 1 - j] =
            layer.weight(output * rows + i, factor * columns + j);
      }
    }
  }
}
