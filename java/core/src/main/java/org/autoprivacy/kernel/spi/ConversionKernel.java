package org.autoprivacy.kernel.spi;

/**
 * Residues of n numbers modulo one base to residues modulo another, as {@link ConversionTables} has
 * them. Results are the same bits in every implementation; each is thread-safe and checks nothing.
 */
public interface ConversionKernel {

  /** Numbers that are worked on at a time: the length of each scratch array, or n if smaller. */
  int BLOCK = 512;

  /**
   * The centred x: a = ⌊1/2 + Σ vᵢ·fl(1/qᵢ)⌋, the products and sums rounded to doubles in the order
   * of i; so x, or x ± q where x is within q·k·(k+3)·2^-53 of ±q/2.
   *
   * @param out {@code long[m][n]} at its beginning, each in [0, pⱼ) after; not in
   * @param in {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param scratch k + 1 arrays, overwritten
   */
  void centred(long[] out, long[] in, int n, long[][] scratch);

  /** x + u·q for a whole u in [0, k): the same with a = 0. */
  void approximate(long[] out, long[] in, int n, long[][] scratch);
}
