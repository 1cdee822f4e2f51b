package org.autoprivacy.network;

/** What follows a linear layer, as the range that its requantised values are clamped to. */
public enum Activation {
  /** Rectifier: unsigned 8-bit values. */
  RELU(0, 255),
  /** No rectifier, requantised: signed 8-bit values. */
  SIGNED(-128, 127),
  /** None: the accumulators are the network's output. */
  NONE(Integer.MIN_VALUE, Integer.MAX_VALUE);

  private final int least;
  private final int most;

  Activation(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** The smallest value that can follow. */
  public int least() {
    return least;
  }

  /** The largest value that can follow. */
  public int most() {
    return most;
  }
}
