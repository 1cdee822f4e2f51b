package org.autoprivacy.security;

/**
 * What the dual hybrid attack costs.
 *
 * @param bits log2 of the operations, at most {@link SecurityEstimate#MOST_BITS}
 * @param blockSize β
 * @param dimension of the lattice
 * @param guessed number of secret coordinates that are guessed
 * @param transformed number of secret coordinates that a Fourier transform finds
 * @param modulus of that transform
 * @param log2Samples of the number of short dual vectors
 */
public record DualHybridCost(
    double bits,
    int blockSize,
    int dimension,
    int guessed,
    int transformed,
    int modulus,
    double log2Samples) {}
