package org.autoprivacy.network;

/**
 * The interval that a layer's accumulators lie in: weights times inputs, plus bias, plus the
 * residual in accumulator units. This is the value that is encrypted, and shared modulo t.
 *
 * @param least the smallest value, at most 0
 * @param most the largest value, at least 0
 */
public record AccumulatorRange(long least, long most) {

  public AccumulatorRange {
    if (least > 0 || most < 0) {
      throw new IllegalArgumentException("a range holds 0, got [" + least + ", " + most + "]");
    }
  }

  /** The smallest t modulo which every value of the range is its own centred residue. */
  public long minimumPlainModulus() {
    return 2 * Math.max(most, -least) + 1;
  }

  /**
   * The smallest b with {@link #minimumPlainModulus} ≤ 2^b: no modulus of fewer bits will do, and
   * one of b bits will if it is not smaller than that.
   */
  public int plainBits() {
    return Long.SIZE - Long.numberOfLeadingZeros(minimumPlainModulus() - 1);
  }

  /** The smallest range that holds both. */
  public AccumulatorRange union(AccumulatorRange other) {
    return new AccumulatorRange(Math.min(least, other.least), Math.max(most, other.most));
  }
}
