package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/**
 * How Cheetah (ePrint 2022/207) cuts a layer into polynomials: the tensor's entries are
 * coefficients, and a product of polynomials holds convolutions of channels and pixels.
 *
 * @param ciphertextsIn ciphertexts of the input
 * @param ciphertextsOut ciphertexts of the output, one for each output channel and tile
 * @param productsPerOutput input ciphertexts that are summed into one output
 * @param termsPerCoefficient weights that one output coefficient meets, over all summed products
 */
record CoefficientLayout(
    long ciphertextsIn, long ciphertextsOut, long productsPerOutput, long termsPerCoefficient) {

  /**
   * The layout of any layer.
   *
   * @throws IllegalArgumentException if the kernel is larger than a polynomial
   */
  static CoefficientLayout of(LayerShape shape, int polyDegree) {
    return shape.kind() == LayerShape.Kind.FULLY_CONNECTED
        ? matrix(shape, polyDegree)
        : image(shape, polyDegree);
  }

  private static CoefficientLayout image(LayerShape shape, int n) {
    int k = shape.kernel();
    // A strided 1x1 kernel sees a subsampled image only.
    boolean subsampled = k == 1 && shape.stride() > 1;
    int height = subsampled ? shape.outHeight() : shape.height() + 2 * shape.padding();
    int width = subsampled ? shape.outWidth() : shape.width() + 2 * shape.padding();
    if ((long) k * k > n) {
      throw new IllegalArgumentException(
          "a kernel of %d x %d has more weights than a polynomial of n = %d coefficients"
              .formatted(k, k, n));
    }
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    int channels = depthwise ? 1 : shape.inChannels();
    long tiles = 1;
    long perTile = 1;
    if ((long) height * width <= n) {
      perTile = Math.min(n / (height * width), Math.min(channels, n / (k * k)));
    } else {
      int tileHeight = Math.clamp((int) Math.sqrt((double) n * height / width), k, height);
      int tileWidth = Math.min(n / tileHeight, width);
      if (tileWidth < k) {
        throw new IllegalArgumentException(
            "polynomials of n = %d coefficients hold no tile of %s".formatted(n, shape));
      }
      tiles =
          Math.ceilDiv((long) height - k + 1, tileHeight - k + 1L)
              * Math.ceilDiv((long) width - k + 1, tileWidth - k + 1L);
    }
    long groups = Math.ceilDiv((long) channels, perTile);
    return new CoefficientLayout(
        (depthwise ? shape.inChannels() : groups) * tiles,
        shape.outChannels() * tiles,
        groups,
        shape.terms());
  }

  /** The block that needs the fewest ciphertexts in both directions, then the fewest upwards. */
  private static CoefficientLayout matrix(LayerShape shape, int n) {
    int inputs = shape.inChannels();
    int outputs = shape.outChannels();
    long bestIn = 0;
    long bestOut = 0;
    for (int in = Math.ceilDiv(inputs, n); in <= inputs; in++) {
      int columns = Math.ceilDiv(inputs, in);
      long out = Math.ceilDiv(outputs, n / columns);
      if (bestIn == 0 || in + out < bestIn + bestOut) {
        bestIn = in;
        bestOut = out;
      }
      if (in > bestIn + bestOut) {
        break;
      }
    }
    return new CoefficientLayout(bestIn, bestOut, bestIn, inputs);
  }
}
