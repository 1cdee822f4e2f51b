package org.autoprivacy.generator;

/**
 * Why a degree does not fit.
 *
 * @param polyDegree n
 * @param constraint what stands against it, with its numbers
 * @param excessBits by how many bits of q it misses, or infinity where no bits would help
 */
record Misfit(int polyDegree, String constraint, double excessBits) {}
