package org.autoprivacy.security;

/**
 * What the unique-SVP attack costs.
 *
 * @param bits log2 of the operations, at most {@link SecurityEstimate#MOST_BITS}
 * @param blockSize β
 * @param dimension of the lattice
 */
public record UsvpCost(double bits, int blockSize, int dimension) {}
