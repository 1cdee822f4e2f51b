package org.autoprivacy.network;

import java.util.Arrays;

/**
 * The integers of one linear layer. For output channel c the accumulator is {@code Σ w·x + bias_c +
 * residual·2^(shift_c + residualShift)}, and the next tensor is {@code clamp(accumulator >>
 * shift_c)}: half a step is already in the bias, so the shift rounds to nearest. Immutable.
 */
public final class QuantizedLayer {

  /** The largest shift. */
  public static final int MOST_SHIFT = 24;

  private final short[] weights;
  private final long[] biases;
  private final int[] shifts;
  private final int residualShift;

  /** The same of 8-bit weights and 32-bit biases. */
  public QuantizedLayer(byte[] weights, int[] biases, int[] shifts, int residualShift) {
    this(widened(weights), Arrays.stream(biases).asLongStream().toArray(), shifts, residualShift);
  }

  private static short[] widened(byte[] weights) {
    short[] wide = new short[weights.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = weights[i];
    }
    return wide;
  }

  /**
   * The integers as given, copied.
   *
   * @param weights {@code [outChannels][inChannels][kernel][kernel]}; a depthwise layer has one
   *     input channel here
   * @param biases one per output channel, in accumulator units
   * @param shifts one per output channel, in [0, {@value #MOST_SHIFT}]
   * @param residualShift added to the shift where a residual enters; 0 without one
   * @throws IllegalArgumentException if the lengths do not fit or a shift is out of range
   */
  public QuantizedLayer(short[] weights, long[] biases, int[] shifts, int residualShift) {
    if (biases.length == 0
        || shifts.length != biases.length
        || weights.length % biases.length != 0) {
      throw new IllegalArgumentException(
          "%d weights, %d biases and %d shifts do not make a layer"
              .formatted(weights.length, biases.length, shifts.length));
    }
    for (int shift : shifts) {
      int entry = shift + residualShift;
      if (shift < 0 || shift > MOST_SHIFT || entry < 0 || entry > MOST_SHIFT) {
        throw new IllegalArgumentException(
            "shift %d (residual %+d) must be in [0, %d]"
                .formatted(shift, residualShift, MOST_SHIFT));
      }
    }
    this.weights = weights.clone();
    this.biases = biases.clone();
    this.shifts = shifts.clone();
    this.residualShift = residualShift;
  }

  /** Number of output channels. */
  public int outChannels() {
    return biases.length;
  }

  /** Products per output value. */
  public int terms() {
    return weights.length / biases.length;
  }

  /** The weight of term {@code term} of an output channel. */
  public int weight(int outChannel, int term) {
    return weights[outChannel * terms() + term];
  }

  /** A copy of all weights, {@code [outChannels][terms]}. */
  public short[] weights() {
    return weights.clone();
  }

  /** The bias of an output channel, in accumulator units, half a step of the shift included. */
  public long bias(int outChannel) {
    return biases[outChannel];
  }

  /** The shift of an output channel. */
  public int shift(int outChannel) {
    return shifts[outChannel];
  }

  /** Added to the shift where a residual enters. */
  public int residualShift() {
    return residualShift;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedLayer layer
        && Arrays.equals(weights, layer.weights)
        && Arrays.equals(biases, layer.biases)
        && Arrays.equals(shifts, layer.shifts)
        && residualShift == layer.residualShift;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights) + 31 * Arrays.hashCode(biases) + Arrays.hashCode(shifts);
  }
}
