package org.autoprivacy.network;

import java.util.Arrays;

/**
 * A linear layer ready for {@link ProductKernel}: terms in the order that tensors have, {@code
 * [pixel][channel][LANES]}, and weights interleaved some rows at a time where float is exact.
 * Immutable, so threads share it.
 */
final class PreparedLayer {

  private static final int LANES = ProductKernel.LANES;
  private static final int ROWS = ProductKernel.ROWS;

  /** Every whole number up to this is a float. */
  private static final long LARGEST_EXACT = 1L << 24;

  private final LayerShape shape;
  private final TensorShape input;
  private final int terms;
  private final int rows;
  private final int[] weights;
  private final int[] biases;
  private final float[] floatWeights;
  private final float[] floatBiases;

  /** Rows that are computed in float, from the first on. */
  private final int floatRows;

  /**
   * A layer of a network.
   *
   * @param input the shape of the tensor it takes
   * @param largest the largest absolute value in that tensor
   */
  PreparedLayer(LayerShape shape, QuantizedLayer layer, TensorShape input, long largest) {
    this.shape = shape;
    this.input = input;
    this.terms = layer.terms();
    this.rows = layer.outChannels();
    this.weights = new int[rows * terms];
    this.biases = new int[rows];
    this.floatBiases = new float[rows];
    boolean exact = shape.kind() != LayerShape.Kind.DEPTHWISE;
    for (int r = 0; r < rows; r++) {
      biases[r] = layer.bias(r);
      floatBiases[r] = layer.bias(r);
      long sum = Math.abs((long) layer.bias(r));
      for (int k = 0; k < terms; k++) {
        int weight = layer.weight(r, k);
        weights[r * terms + place(k)] = weight;
        sum += Math.abs(weight) * largest;
      }
      exact &= sum <= LARGEST_EXACT;
    }
    this.floatRows = exact ? rows - rows % ROWS : 0;
    this.floatWeights = new float[floatRows * terms];
    for (int r = 0; r < floatRows; r++) {
      for (int k = 0; k < terms; k++) {
        floatWeights[(r - r % ROWS) * terms + k * ROWS + r % ROWS] = weights[r * terms + k];
      }
    }
  }

  /** Where a term that is counted channel by channel stands, counted pixel by pixel. */
  private int place(int term) {
    if (shape.kind() == LayerShape.Kind.DEPTHWISE) {
      return term;
    }
    int pixels =
        shape.kind() == LayerShape.Kind.CONVOLUTION
            ? shape.kernel() * shape.kernel()
            : input.height() * input.width();
    return term % pixels * (terms / pixels) + term / pixels;
  }

  /** What {@link #apply} needs beside the tensors; one for all layers of a thread. */
  static final class Scratch {
    private int[] column = new int[0];
    private float[] floats = new float[0];
    private int[] taps = new int[0];
    private int[] places = new int[0];

    private void fit(int terms) {
      if (taps.length < terms) {
        column = new int[terms * LANES];
        floats = new float[terms * LANES];
        taps = new int[terms];
        places = new int[terms];
      }
    }
  }

  /** {@code out = weights·in + bias} for a block of images; overwrites {@code out}. */
  void apply(int[] in, int[] out, Scratch scratch) {
    scratch.fit(terms);
    switch (shape.kind()) {
      case FULLY_CONNECTED -> product(in, out, 0, scratch);
      case CONVOLUTION -> convolve(in, out, scratch);
      case DEPTHWISE -> convolveDepthwise(in, out, scratch);
    }
  }

  private void convolve(int[] in, int[] out, Scratch scratch) {
    int to = 0;
    for (int y = 0; y < shape.outHeight(); y++) {
      for (int x = 0; x < shape.outWidth(); x++) {
        window(in, y, x, scratch.column);
        product(scratch.column, out, to, scratch);
        to += rows * LANES;
      }
    }
  }

  /** Copies the inputs of one output pixel to {@code column}, 0 where padded. */
  private void window(int[] in, int y, int x, int[] column) {
    int run = shape.inChannels() * LANES;
    int to = 0;
    for (int ky = 0; ky < shape.kernel(); ky++) {
      for (int kx = 0; kx < shape.kernel(); kx++) {
        int pixel = pixel(y, x, ky, kx);
        if (pixel < 0) {
          Arrays.fill(column, to, to + run, 0);
        } else {
          System.arraycopy(in, pixel * run, column, to, run);
        }
        to += run;
      }
    }
  }

  /** The input pixel under a place of the kernel; -1 where padded. */
  private int pixel(int y, int x, int ky, int kx) {
    int row = y * shape.stride() - shape.padding() + ky;
    int col = x * shape.stride() - shape.padding() + kx;
    boolean inside = row >= 0 && row < shape.height() && col >= 0 && col < shape.width();
    return inside ? row * shape.width() + col : -1;
  }

  private void product(int[] column, int[] out, int to, Scratch scratch) {
    if (floatRows > 0) {
      ProductKernel.toFloat(column, 0, scratch.floats, 0, terms * LANES);
    }
    for (int r = 0; r < floatRows; r += ROWS) {
      ProductKernel.fourRows(
          floatWeights, r * terms, terms, scratch.floats, floatBiases, r, out, to + r * LANES);
    }
    for (int r = floatRows; r < rows; r++) {
      ProductKernel.oneRow(weights, r * terms, terms, column, biases[r], out, to + r * LANES);
    }
  }

  private void convolveDepthwise(int[] in, int[] out, Scratch scratch) {
    for (int y = 0; y < shape.outHeight(); y++) {
      for (int x = 0; x < shape.outWidth(); x++) {
        int count = 0;
        for (int k = 0; k < terms; k++) {
          int pixel = pixel(y, x, k / shape.kernel(), k % shape.kernel());
          if (pixel >= 0) {
            scratch.taps[count] = k;
            scratch.places[count++] = pixel * rows * LANES;
          }
        }
        depthwisePixel(in, out, (y * shape.outWidth() + x) * rows * LANES, scratch, count);
      }
    }
  }

  private void depthwisePixel(int[] in, int[] out, int to, Scratch scratch, int count) {
    for (int c = 0; c < rows; c++) {
      ProductKernel.depthwise(
          weights,
          c * terms,
          scratch.taps,
          scratch.places,
          count,
          in,
          c * LANES,
          biases[c],
          out,
          to + c * LANES);
    }
  }
}
