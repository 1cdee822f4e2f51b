package org.autoprivacy.security;

/** What lattice reduction costs: base-2 logarithms of operation counts. */
sealed interface CostModel permits MatzovCost, SieveCost {

  /**
   * BKZ with block size β on a basis of dimension d.
   *
   * @param beta in [2, {@link BlockSizes#LARGEST} + 2]
   * @param d at least β; equal to it where a single short vector is sought
   */
  double log2Reduction(int beta, int d);

  /**
   * Many short vectors: a basis reduced with block size β, and as many sieves on rerandomised bases
   * as give the wanted number of vectors of length about that of the first reduced basis vector.
   *
   * @param log2Count of the number of vectors wanted
   */
  double log2ShortVectors(int beta, int d, double log2Count);

  /** What is reported for attacks that need larger blocks than are searched, or cost more. */
  default double mostBits() {
    return Math.min(
        SecurityEstimate.MOST_BITS, log2Reduction(BlockSizes.LARGEST, BlockSizes.LARGEST));
  }
}
