package org.autoprivacy.kernel.spi;

/**
 * The negacyclic NTT of one degree and one prime q, in place on n values of an array.
 *
 * <p>Coefficients are in natural order, transformed values in the bit-reversed order of {@link
 * NttTables}. Reduced results are the same bits in every implementation; lazy ones are congruent.
 * Implementations are thread-safe and check nothing.
 */
public interface NttKernel {

  /** Coefficients in [0, 4q) to their transform in [0, q). */
  void forward(long[] values, int offset);

  /** The same from n values elsewhere, which stay as they are, or from the very place. */
  default void forward(long[] out, int outAt, long[] in, int inAt, int count) {
    System.arraycopy(in, inAt, out, outAt, count);
    forward(out, outAt);
  }

  /** Coefficients in [0, 4q) to their transform in [0, 4q). */
  void forwardLazy(long[] values, int offset);

  /**
   * Whole numbers elsewhere, or in the very place, to their transform modulo q: in [0, 4q) and
   * congruent if lazy, else in [0, q).
   *
   * @param in numbers below 2q in size, negative ones too
   * @param twice 2q
   */
  default void forwardSigned(
      long[] out, int outAt, long[] in, int inAt, long twice, boolean lazy, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = in[inAt + i] + twice;
    }
    if (lazy) {
      forwardLazy(out, outAt);
    } else {
      forward(out, outAt);
    }
  }

  /** A transform in [0, 2q) to its coefficients in [0, q). */
  void inverse(long[] values, int offset);

  /** A transform in [0, 2q) to its coefficients in [0, 2q). */
  void inverseLazy(long[] values, int offset);
}
