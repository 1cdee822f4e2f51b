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
  private final boolean wide;
  private final int[] weights;
  private final int[] biases;
  private final float[] floatWeights;
  private final float[] floatBiases;
  private final double[] wideWeights;
  private final double[] wideBiases;

  /** Rows that are computed in float, from the first on. */
  private final int floatRows;

  /** Layer {@code index} of a network. */
  PreparedLayer(Network network, int index) {
    Topology topology = network.topology();
    Node.Linear node = topology.layers().get(index);
    QuantizedLayer layer = network.layer(index);
    this.shape = node.shape();
    this.input = topology.tensor(node.input());
    this.terms = layer.terms();
    this.rows = layer.outChannels();
    this.wide = network.isWide(index);
    int[] placed = new int[rows * terms];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < terms; k++) {
        placed[r * terms + place(k)] = layer.weight(r, k);
      }
    }
    this.weights = wide ? new int[0] : placed;
    this.wideWeights = wide ? Arrays.stream(placed).asDoubleStream().toArray() : new double[0];
    this.biases = new int[wide ? 0 : rows];
    this.floatBiases = new float[biases.length];
    this.wideBiases = new double[wide ? rows : 0];
    for (int r = 0; r < rows; r++) {
      if (wide) {
        wideBiases[r] = layer.bias(r);
      } else {
        biases[r] = Math.toIntExact(layer.bias(r));
        floatBiases[r] = biases[r];
      }
    }
    long largest = Math.max(topology.most(node.input()), -(long) topology.least(node.input()));
    this.floatRows = isExactInFloat(largest) ? rows - rows % ROWS : 0;
    this.floatWeights = new float[floatRows * terms];
    for (int r = 0; r < floatRows; r++) {
      for (int k = 0; k < terms; k++) {
        floatWeights[(r - r % ROWS) * terms + k * ROWS + r % ROWS] = weights[r * terms + k];
      }
    }
  }

  /** Whether no partial sum of any row can leave the whole numbers that float holds. */
  private boolean isExactInFloat(long largest) {
    if (wide || shape.kind() == LayerShape.Kind.DEPTHWISE) {
      return false;
    }
    boolean exact = true;
    for (int r = 0; r < rows; r++) {
      long sum = Math.abs((long) biases[r]);
      for (int k = 0; k < terms; k++) {
        sum += Math.abs(weights[r * terms + k]) * largest;
      }
      exact &= sum <= LARGEST_EXACT;
    }
    return exact;
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
    private double[] doubles = new double[0];
    private final double[] wideRow = new double[LANES];
    private double[] tapWeights = new double[0];
    private int[] taps = new int[0];
    private int[] places = new int[0];

    private void fit(int terms, boolean wide) {
      if (wide && doubles.length < terms * LANES) {
        doubles = new double[terms * LANES];
        tapWeights = new double[terms];
      }
      if (taps.length < terms) {
        column = new int[terms * LANES];
        floats = new float[terms * LANES];
        taps = new int[terms];
        places = new int[terms];
      }
    }
  }

  /**
   * {@code out = weights·in + bias} for a block of images; overwrites the accumulators that the
   * layer needs.
   *
   * @param narrow for a layer whose accumulators fit 32 bits
   * @param large for one whose do not
   */
  void apply(int[] in, int[] narrow, long[] large, Scratch scratch) {
    scratch.fit(terms, wide);
    switch (shape.kind()) {
      case FULLY_CONNECTED -> product(in, narrow, large, 0, scratch);
      case CONVOLUTION -> convolve(in, narrow, large, scratch);
      case DEPTHWISE -> convolveDepthwise(in, narrow, large, scratch);
    }
  }

  private void convolve(int[] in, int[] narrow, long[] large, Scratch scratch) {
    int to = 0;
    for (int y = 0; y < shape.outHeight(); y++) {
      for (int x = 0; x < shape.outWidth(); x++) {
        window(in, y, x, scratch.column);
        product(scratch.column, narrow, large, to, scratch);
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

  private void product(int[] column, int[] out, long[] large, int to, Scratch scratch) {
    if (wide) {
      wideProduct(column, large, to, scratch);
      return;
    }
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

  private void wideProduct(int[] column, long[] out, int to, Scratch scratch) {
    widen(column, 0, scratch.doubles, 0, terms * LANES);
    for (int r = 0; r < rows; r++) {
      ProductKernel.wideRow(
          wideWeights, r * terms, terms, scratch.doubles, wideBiases[r], scratch.wideRow);
      toLongs(scratch.wideRow, out, to + r * LANES);
    }
  }

  private static void widen(int[] in, int from, double[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = in[from + i];
    }
  }

  private static void toLongs(double[] in, long[] out, int to) {
    for (int i = 0; i < LANES; i++) {
      out[to + i] = (long) in[i];
    }
  }

  private void convolveDepthwise(int[] in, int[] narrow, long[] large, Scratch scratch) {
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
        int to = (y * shape.outWidth() + x) * rows * LANES;
        if (wide) {
          wideDepthwisePixel(in, large, to, scratch, count);
        } else {
          depthwisePixel(in, narrow, to, scratch, count);
        }
      }
    }
  }

  private void wideDepthwisePixel(int[] in, long[] out, int to, Scratch scratch, int count) {
    for (int c = 0; c < rows; c++) {
      for (int k = 0; k < count; k++) {
        scratch.tapWeights[k] = wideWeights[c * terms + scratch.taps[k]];
        widen(in, scratch.places[k] + c * LANES, scratch.doubles, k * LANES, LANES);
      }
      ProductKernel.wideRow(
          scratch.tapWeights, 0, count, scratch.doubles, wideBiases[c], scratch.wideRow);
      toLongs(scratch.wideRow, out, to + c * LANES);
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
