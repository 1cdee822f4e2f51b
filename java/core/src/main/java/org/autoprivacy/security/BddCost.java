package org.autoprivacy.security;

/**
 * What the bounded-distance-decoding attack costs.
 *
 * @param bits log2 of the operations, at most {@link SecurityEstimate#MOST_BITS}
 * @param blockSize β of the reduction
 * @param lastBlockSize η of the one large short-vector search at the end
 * @param dimension of the lattice
 */
public record BddCost(double bits, int blockSize, int lastBlockSize, int dimension) {}
