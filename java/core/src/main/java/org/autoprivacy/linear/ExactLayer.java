package org.autoprivacy.linear;

import java.math.BigInteger;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/** A layer on integers without encryption: what an encrypted evaluation is held against. */
public final class ExactLayer {

  private static final int LOW_BITS = 31;

  private ExactLayer() {}

  /**
   * Weights times inputs plus bias, modulo t.
   *
   * @param inputs {@code long[inputs]}, each in [0, t), channel-major
   * @param t plaintext modulus, at most 2^60
   * @return {@code long[outputs]}, each in [0, t)
   */
  public static long[] apply(LayerShape shape, QuantizedLayer layer, long[] inputs, long t) {
    int pixels = shape.outHeight() * shape.outWidth();
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    long[] outputs = new long[Math.toIntExact(shape.outputs())];
    for (int m = 0; m < shape.outChannels(); m++) {
      for (int i = 0; i < pixels; i++) {
        Sum sum = new Sum();
        int firstChannel = depthwise ? m : 0;
        int channels = depthwise ? 1 : shape.inChannels();
        for (int c = 0; c < channels; c++) {
          window(shape, layer, inputs, m, c, firstChannel + c, i, sum);
        }
        outputs[m * pixels + i] = sum.modulo(t, layer.bias(m));
      }
    }
    return outputs;
  }

  private static void window(
      LayerShape shape,
      QuantizedLayer layer,
      long[] inputs,
      int out,
      int term,
      int channel,
      int pixel,
      Sum sum) {
    int k = shape.kernel();
    int top = pixel / shape.outWidth() * shape.stride() - shape.padding();
    int left = pixel % shape.outWidth() * shape.stride() - shape.padding();
    for (int a = Math.max(0, -top); a < k && top + a < shape.height(); a++) {
      int row = (channel * shape.height() + top + a) * shape.width();
      for (int b = Math.max(0, -left); b < k && left + b < shape.width(); b++) {
        sum.add(layer.weight(out, (term * k + a) * k + b), inputs[row + left + b]);
      }
    }
  }

  /** A sum of products of bytes and numbers below 2^62, exact in two words. */
  private static final class Sum {
    private long low;
    private long high;

    void add(int weight, long value) {
      low += weight * (value & (1L << LOW_BITS) - 1);
      high += weight * (value >>> LOW_BITS);
    }

    long modulo(long t, long bias) {
      if (Math.abs(high) < 1L << 20) {
        return Math.floorMod((high << LOW_BITS) + low + bias, t);
      }
      return BigInteger.valueOf(high)
          .shiftLeft(LOW_BITS)
          .add(BigInteger.valueOf(low))
          .add(BigInteger.valueOf(bias))
          .mod(BigInteger.valueOf(t))
          .longValueExact();
    }
  }
}
