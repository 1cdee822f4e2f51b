package org.autoprivacy.network;

/**
 * A linear layer ready for {@link ProductKernel}: weights interleaved four rows at a time, the rest
 * row by row. Immutable, so threads share it.
 */
final class PreparedLayer {

  private static final int LANES = ProductKernel.LANES;
  private static final int ROWS = ProductKernel.ROWS;

  private final LayerShape shape;
  private final int terms;
  private final int[] weights;
  private final int[] biases;
  private final int grouped;

  PreparedLayer(LayerShape shape, QuantizedLayer layer) {
    this.shape = shape;
    this.terms = layer.terms();
    int rows = layer.outChannels();
    this.grouped = shape.kind() == LayerShape.Kind.DEPTHWISE ? 0 : rows - rows % ROWS;
    this.weights = new int[rows * terms];
    this.biases = new int[rows];
    for (int r = 0; r < rows; r++) {
      biases[r] = layer.bias(r);
      for (int k = 0; k < terms; k++) {
        int at = r < grouped ? (r - r % ROWS) * terms + k * ROWS + r % ROWS : r * terms + k;
        weights[at] = layer.weight(r, k);
      }
    }
  }

  /** Integers that {@link #apply} needs as scratch. */
  int scratch() {
    return shape.kind() == LayerShape.Kind.FULLY_CONNECTED ? 0 : terms * LANES;
  }

  /** {@code out = weights·in + bias} for a block of images; overwrites {@code out}. */
  void apply(int[] in, int[] out, int[] scratch) {
    switch (shape.kind()) {
      case FULLY_CONNECTED -> product(in, out, 0, LANES);
      case CONVOLUTION -> convolve(in, out, scratch);
      case DEPTHWISE -> convolveDepthwise(in, out, scratch);
    }
  }

  private void convolve(int[] in, int[] out, int[] scratch) {
    int step = shape.outHeight() * shape.outWidth() * LANES;
    for (int y = 0; y < shape.outHeight(); y++) {
      for (int x = 0; x < shape.outWidth(); x++) {
        for (int c = 0; c < shape.inChannels(); c++) {
          window(in, c, y, x, scratch, c * shape.kernel() * shape.kernel());
        }
        product(scratch, out, (y * shape.outWidth() + x) * LANES, step);
      }
    }
  }

  private void convolveDepthwise(int[] in, int[] out, int[] scratch) {
    int pixels = shape.outHeight() * shape.outWidth();
    for (int c = 0; c < shape.outChannels(); c++) {
      for (int i = 0; i < pixels; i++) {
        window(in, c, i / shape.outWidth(), i % shape.outWidth(), scratch, 0);
        ProductKernel.oneRow(
            weights, c * terms, terms, scratch, biases[c], out, (c * pixels + i) * LANES);
      }
    }
  }

  /** Copies the inputs of one output pixel and one channel to {@code column}, 0 where padded. */
  private void window(int[] in, int channel, int y, int x, int[] column, int term) {
    int left = x * shape.stride() - shape.padding();
    int to = term * LANES;
    for (int ky = 0; ky < shape.kernel(); ky++) {
      int row = y * shape.stride() - shape.padding() + ky;
      int rowStart = (channel * shape.height() + row) * shape.width();
      for (int kx = 0; kx < shape.kernel(); kx++) {
        int col = left + kx;
        if (row < 0 || row >= shape.height() || col < 0 || col >= shape.width()) {
          java.util.Arrays.fill(column, to, to + LANES, 0);
        } else {
          System.arraycopy(in, (rowStart + col) * LANES, column, to, LANES);
        }
        to += LANES;
      }
    }
  }

  private void product(int[] column, int[] out, int to, int step) {
    for (int r = 0; r < grouped; r += ROWS) {
      ProductKernel.fourRows(
          weights, r * terms, terms, column, biases, r, out, to + r * step, step);
    }
    for (int r = grouped; r < biases.length; r++) {
      ProductKernel.oneRow(weights, r * terms, terms, column, biases[r], out, to + r * step);
    }
  }
}
