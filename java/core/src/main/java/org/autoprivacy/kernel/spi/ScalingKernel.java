package org.autoprivacy.kernel.spi;

/**
 * ⌊t·x/q⌉ mod t of n numbers, as {@link ScalingTables} has it. Implementations give the same bits,
 * are thread-safe and check nothing.
 */
public interface ScalingKernel {

  /**
   * Scales, with halves rounded up.
   *
   * @param out {@code long[n]} from an offset on, each in [0, t) after
   * @param in {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param scratch k + 1 arrays of {@link ConversionKernel#BLOCK} numbers, or n if smaller;
   *     overwritten
   * @return whether every fraction is further from a half than double precision may err; if not,
   *     what came out may be off by one where it is not
   */
  boolean scale(long[] out, int outAt, long[] in, int n, long[][] scratch);
}
