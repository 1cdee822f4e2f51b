package org.autoprivacy.network;

/** What follows a linear layer, as the range that its requantised values are clamped to. */
public enum Activation {
  /** Rectifier: unsigned values. */
  RELU,
  /** No rectifier, requantised: signed values. */
  SIGNED,
  /** None: the accumulators are the network's output. */
  NONE;

  /** The smallest value of so many bits that can follow. */
  public int least(int bits) {
    return switch (this) {
      case RELU -> 0;
      case SIGNED -> -(1 << (bits - 1));
      case NONE -> Integer.MIN_VALUE;
    };
  }

  /** The largest value of so many bits that can follow. */
  public int most(int bits) {
    return switch (this) {
      case RELU -> (1 << bits) - 1;
      case SIGNED -> (1 << (bits - 1)) - 1;
      case NONE -> Integer.MAX_VALUE;
    };
  }
}
