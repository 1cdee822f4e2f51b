package org.autoprivacy.kernel;

/**
 * The n fixed values of a factor that many products share, with what makes those products cheap;
 * made by {@link LimbArithmetic#fixed}. Immutable.
 */
public final class FixedOperand {

  private final long modulus;
  private final long[] values;
  private final long[] companions;

  FixedOperand(long modulus, long[] values, long[] companions) {
    this.modulus = modulus;
    this.values = values;
    this.companions = companions;
  }

  /** q. */
  public long modulus() {
    return modulus;
  }

  /** n. */
  public int length() {
    return values.length;
  }

  long[] values() {
    return values;
  }

  long[] companions() {
    return companions;
  }
}
