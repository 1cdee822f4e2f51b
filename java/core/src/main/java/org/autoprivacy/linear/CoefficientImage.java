package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * A convolution in coefficients: with {@code T = Σ T[c,y,x]·X^(c·S + y·L + x)} and, for a kernel in
 * block m, {@code K = Σ K[c,a,b]·X^(m·C·S + O - c·S - a·L - b)}, a coefficient of the product is
 * one output. {@link ChannelBlocks} says which blocks of S coefficients channels and kernels take;
 * {@link ImageWindow} which pixels they hold. That no other term reaches an output's coefficient is
 * proved in docs/notes/packings.md.
 */
final class CoefficientImage extends CoefficientLayout {

  private final LayerShape shape;
  private final int polyDegree;
  private final ImageWindow window;
  private final ChannelBlocks blocks;
  private final boolean depthwise;
  private final int inGroups;
  private final int outGroups;

  private CoefficientImage(
      LayerShape shape, int polyDegree, ImageWindow window, ChannelBlocks blocks) {
    this.shape = shape;
    this.polyDegree = polyDegree;
    this.window = window;
    this.blocks = blocks;
    depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    inGroups = Math.ceilDiv(shape.inChannels(), blocks.channels());
    outGroups = Math.ceilDiv(shape.outChannels(), blocks.kernels());
  }

  /** Cheetah's: as many input channels as fit, one kernel. */
  static CoefficientImage cheetah(LayerShape shape, int polyDegree) {
    ImageWindow window = ImageWindow.padded(shape, polyDegree);
    int kernel = shape.kernel() * shape.kernel();
    int fit = Math.min(polyDegree / window.size(), polyDegree / kernel);
    boolean single = shape.kind() == LayerShape.Kind.DEPTHWISE || window.tiles() > 1;
    int channels = single ? 1 : Math.clamp(fit, 1, shape.inChannels());
    return new CoefficientImage(shape, polyDegree, window, ChannelBlocks.product(channels, 1));
  }

  /** Ours: the cheapest split of the blocks between input channels and kernels. */
  static CoefficientImage dense(LayerShape shape, int polyDegree) {
    ImageWindow window = ImageWindow.gapped(shape, polyDegree);
    int fit = window.tiles() > 1 ? 1 : polyDegree / window.size();
    if (shape.kind() == LayerShape.Kind.DEPTHWISE) {
      return new CoefficientImage(
          shape, polyDegree, window, ChannelBlocks.depthwise(fit, shape.inChannels()));
    }
    CoefficientImage best = null;
    for (int channels = 1; channels <= Math.min(fit, shape.inChannels()); channels++) {
      int kernels = Math.min(fit / channels, shape.outChannels());
      CoefficientImage image =
          new CoefficientImage(shape, polyDegree, window, ChannelBlocks.product(channels, kernels));
      if (best == null || image.effort() < best.effort()) {
        best = image;
      }
    }
    if (best == null) {
      throw new AssertionError("a window that fits holds a channel");
    }
    return best;
  }

  /**
   * Work in products: a ciphertext that is encrypted, sent and transformed, or transformed back,
   * sent and decrypted, takes about as long as sixteen.
   */
  private long effort() {
    return (16L * (inGroups + outGroups) + (long) inGroups * outGroups) * window.tiles();
  }

  @Override
  public LayerWork work() {
    return work(shape, depthwise ? 1 : inGroups);
  }

  @Override
  public int inputs() {
    return inGroups * window.tiles();
  }

  @Override
  public int outputs() {
    return outGroups * window.tiles();
  }

  @Override
  int polyDegree() {
    return polyDegree;
  }

  @Override
  int kernels() {
    return blocks.kernels();
  }

  @Override
  int largestOutput() {
    int largest = 0;
    for (int tile = 0; tile < window.tiles(); tile++) {
      largest = Math.max(largest, window.outputs(tile));
    }
    return largest * Math.min(blocks.kernels(), shape.outChannels());
  }

  @Override
  int[] factors(int output) {
    int tile = output % window.tiles();
    return depthwise
        ? new int[] {output}
        : IntStream.range(0, inGroups).map(g -> g * window.tiles() + tile).toArray();
  }

  @Override
  public int[] inputPlaces(int ciphertext) {
    int[] places = new int[polyDegree];
    Arrays.fill(places, NOTHING);
    int tile = ciphertext % window.tiles();
    int first = ciphertext / window.tiles() * blocks.channels();
    for (int c = 0; c < blocks.channels() && first + c < shape.inChannels(); c++) {
      window.pixels(tile, first + c, places, blocks.channelBlock(c) * window.size());
    }
    return places;
  }

  @Override
  public OutputPlaces outputPlaces(int ciphertext) {
    OutputPlaces places = new OutputPlaces();
    int tile = ciphertext % window.tiles();
    int first = ciphertext / window.tiles() * blocks.kernels();
    for (int m = 0; m < blocks.kernels() && first + m < shape.outChannels(); m++) {
      window.outputs(tile, first + m, places, blocks.outputBlock(m) * window.size());
    }
    return places;
  }

  @Override
  void weights(QuantizedLayer layer, int output, int factor, long[] polynomial) {
    int out = output / window.tiles() * blocks.kernels();
    int in = factor / window.tiles() * blocks.channels();
    int taps = shape.kernel() * shape.kernel();
    for (int m = 0; m < blocks.kernels() && out + m < shape.outChannels(); m++) {
      for (int c = 0; c < blocks.channels() && in + c < shape.inChannels(); c++) {
        if (depthwise && c != m) {
          continue;
        }
        int at = blocks.kernelBlock(m, c) * window.size() + window.last();
        int term = depthwise ? 0 : (in + c) * taps;
        for (int tap = 0; tap < taps; tap++) {
          int back = tap / shape.kernel() * window.line() + tap % shape.kernel();
          polynomial[at - back] = layer.weight(out + m, term + tap);
        }
      }
    }
  }
}
