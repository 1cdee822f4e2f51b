package org.autoprivacy.security;

/** The block sizes β that attacks are searched over. */
final class BlockSizes {

  /** Smaller blocks cost next to nothing. */
  static final int LEAST = 40;

  /** The block size at which even the core-SVP cost 2^{0.292β} exceeds 2^512. */
  static final int LARGEST = 1754;

  private BlockSizes() {}
}
