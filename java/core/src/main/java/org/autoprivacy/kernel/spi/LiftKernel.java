package org.autoprivacy.kernel.spi;

/**
 * ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ = m·⌊q/t⌋ + fix with fix = ⌊((q mod t)·m + ⌊(t+1)/2⌋)/t⌋: plaintexts on
 * their way into ciphertexts. Implementations give the same bits, are thread-safe and check
 * nothing.
 */
public interface LiftKernel {

  /**
   * values = values + ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ modulo qᵢ, limb by limb.
   *
   * @param values {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param plain {@code long[n]} in [0, t)
   * @param fixes {@code long[n]}, overwritten with anything that depends on the plaintext
   */
  void add(long[] values, long[] plain, long[] fixes, int n);

  /** values = values - ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ modulo qᵢ; the rest is as in {@link #add}. */
  void subtract(long[] values, long[] plain, long[] fixes, int n);
}
