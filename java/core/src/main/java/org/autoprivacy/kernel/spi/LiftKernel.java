package org.autoprivacy.kernel.spi;

/**
 * ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ = m·⌊q/t⌋ + fix with fix = ⌊((q mod t)·m + ⌊(t+1)/2⌋)/t⌋: plaintexts on
 * their way into ciphertexts. Implementations are thread-safe and check nothing.
 */
public interface LiftKernel {

  /** fixes = ⌊((q mod t)·m + ⌊(t+1)/2⌋)/t⌋ for m in [0, t); in [0, t]. */
  void fixes(long[] out, int outAt, long[] plain, int plainAt, int count);

  /** values = values + m·⌊q/t⌋ + fix modulo qᵢ. */
  void add(
      int i,
      long[] values,
      int at,
      long[] plain,
      int plainAt,
      long[] fixes,
      int fixesAt,
      int count);

  /** values = values - m·⌊q/t⌋ - fix modulo qᵢ. */
  void subtract(
      int i,
      long[] values,
      int at,
      long[] plain,
      int plainAt,
      long[] fixes,
      int fixesAt,
      int count);
}
