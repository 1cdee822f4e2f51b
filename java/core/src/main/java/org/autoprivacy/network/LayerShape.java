package org.autoprivacy.network;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of one linear layer, independent of its weights.
 *
 * <p>Tensors are channel-major ({@code C×H×W}). A fully connected layer has {@code inChannels}
 * inputs, {@code outChannels} outputs, height and width 1, kernel 1, stride 0 and padding 0 (the
 * paper's state vector has it so). A depthwise layer has {@code inChannels == outChannels}.
 *
 * @param kind what the layer computes
 * @param inChannels input channels, or inputs of a fully connected layer
 * @param height input height in pixels
 * @param width input width in pixels
 * @param outChannels output channels, or outputs of a fully connected layer
 * @param kernel side of the square kernel
 * @param stride step of the kernel in both directions; 0 for a fully connected layer
 * @param padding zeros added on each side of the input
 */
public record LayerShape(
    Kind kind,
    int inChannels,
    int height,
    int width,
    int outChannels,
    int kernel,
    int stride,
    int padding) {

  /** What a linear layer computes. */
  public enum Kind {
    CONVOLUTION,
    DEPTHWISE,
    FULLY_CONNECTED
  }

  private static final int LARGEST = 1 << 20;
  private static final Pattern CONVOLUTION_TOKEN =
      Pattern.compile("conv:(\\d+)x(\\d+)x(\\d+):(\\d+):k(\\d+):s(\\d+):p(\\d+)");
  private static final Pattern DEPTHWISE_TOKEN =
      Pattern.compile("dw:(\\d+)x(\\d+)x(\\d+):k(\\d+):s(\\d+):p(\\d+)");
  private static final Pattern FULLY_CONNECTED_TOKEN = Pattern.compile("fc:(\\d+):(\\d+)");

  public LayerShape {
    requireRange("input channels", inChannels, 1);
    requireRange("height", height, 1);
    requireRange("width", width, 1);
    requireRange("output channels", outChannels, 1);
    requireRange("kernel", kernel, 1);
    requireRange("padding", padding, 0);
    requireRange("stride", stride, kind == Kind.FULLY_CONNECTED ? 0 : 1);
    if (kind == Kind.DEPTHWISE && inChannels != outChannels) {
      throw new IllegalArgumentException(
          "a depthwise layer keeps its channels, got " + inChannels + " -> " + outChannels);
    }
    if (kind == Kind.FULLY_CONNECTED
        && (height != 1 || width != 1 || kernel != 1 || stride != 0 || padding != 0)) {
      throw new IllegalArgumentException(
          "a fully connected layer has height, width and kernel 1, stride and padding 0");
    }
    if (padding >= kernel && padding > 0) {
      throw new IllegalArgumentException(
          "padding " + padding + " must be smaller than the kernel " + kernel);
    }
    if (kernel > height + 2 * padding || kernel > width + 2 * padding) {
      throw new IllegalArgumentException(
          "kernel " + kernel + " is larger than the padded input " + height + "x" + width);
    }
  }

  /** A convolution with a square kernel and equal padding on all sides. */
  public static LayerShape convolution(
      int inChannels, int height, int width, int outChannels, int kernel, int stride, int padding) {
    return new LayerShape(
        Kind.CONVOLUTION, inChannels, height, width, outChannels, kernel, stride, padding);
  }

  /** A depthwise convolution: one kernel per channel, no sum over channels. */
  public static LayerShape depthwise(
      int channels, int height, int width, int kernel, int stride, int padding) {
    return new LayerShape(
        Kind.DEPTHWISE, channels, height, width, channels, kernel, stride, padding);
  }

  /** A fully connected layer. */
  public static LayerShape fullyConnected(int inputs, int outputs) {
    return new LayerShape(Kind.FULLY_CONNECTED, inputs, 1, 1, outputs, 1, 0, 0);
  }

  /**
   * Reads a shape token: {@code conv:CINxHxW:COUT:kK:sS:pP}, {@code dw:CxHxW:kK:sS:pP} or {@code
   * fc:IN:OUT}.
   *
   * @throws IllegalArgumentException if the token has another form or describes no layer
   */
  public static LayerShape parse(String token) {
    String text = token.strip().toLowerCase(Locale.ROOT);
    Matcher conv = CONVOLUTION_TOKEN.matcher(text);
    if (conv.matches()) {
      return convolution(
          group(conv, 1),
          group(conv, 2),
          group(conv, 3),
          group(conv, 4),
          group(conv, 5),
          group(conv, 6),
          group(conv, 7));
    }
    Matcher depthwise = DEPTHWISE_TOKEN.matcher(text);
    if (depthwise.matches()) {
      return depthwise(
          group(depthwise, 1),
          group(depthwise, 2),
          group(depthwise, 3),
          group(depthwise, 4),
          group(depthwise, 5),
          group(depthwise, 6));
    }
    Matcher fc = FULLY_CONNECTED_TOKEN.matcher(text);
    if (fc.matches()) {
      return fullyConnected(group(fc, 1), group(fc, 2));
    }
    throw new IllegalArgumentException(
        "'"
            + token
            + "' is not a shape: write conv:CINxHxW:COUT:kK:sS:pP, dw:CxHxW:kK:sS:pP or fc:IN:OUT");
  }

  private static int group(Matcher matcher, int index) {
    String digits = matcher.group(index);
    if (digits == null || digits.length() > 7) {
      throw new IllegalArgumentException("'" + matcher.group() + "' has a number above " + LARGEST);
    }
    return Integer.parseInt(digits);
  }

  private static void requireRange(String what, int value, int least) {
    if (value < least || value > LARGEST) {
      throw new IllegalArgumentException(
          what + " must be in [" + least + ", " + LARGEST + "], got " + value);
    }
  }

  /** Output height in pixels. */
  public int outHeight() {
    return stride == 0 ? 1 : (height + 2 * padding - kernel) / stride + 1;
  }

  /** Output width in pixels. */
  public int outWidth() {
    return stride == 0 ? 1 : (width + 2 * padding - kernel) / stride + 1;
  }

  /** Values that the layer takes. */
  public long inputs() {
    return (long) inChannels * height * width;
  }

  /** Values that the layer gives. */
  public long outputs() {
    return (long) outChannels * outHeight() * outWidth();
  }

  /** Products summed into one output value: {@code inChannels·k²}, or {@code k²} if depthwise. */
  public long terms() {
    return (kind == Kind.DEPTHWISE ? 1L : inChannels) * kernel * kernel;
  }

  /** Weights of the layer, biases not counted. */
  public long weights() {
    return terms() * outChannels;
  }

  /** Multiply-accumulate operations of one evaluation. */
  public long macs() {
    return terms() * outputs();
  }

  /** The shape token that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case CONVOLUTION ->
          "conv:%dx%dx%d:%d:k%d:s%d:p%d"
              .formatted(inChannels, height, width, outChannels, kernel, stride, padding);
      case DEPTHWISE ->
          "dw:%dx%dx%d:k%d:s%d:p%d".formatted(inChannels, height, width, kernel, stride, padding);
      case FULLY_CONNECTED -> "fc:%d:%d".formatted(inChannels, outChannels);
    };
  }
}
