package org.autoprivacy.validation;

/**
 * How one way to find a rate does on one error path.
 *
 * @param path what is sampled
 * @param method how
 * @param log2Rate the rate by closed form, log2
 * @param coefficients sampled for one estimate
 * @param repeats estimates made
 * @param meanError of the estimates, bits: their bias
 * @param rootMeanSquare of their errors, bits; not a number where some saw no failure
 * @param covered of the repeats, how many 95 % intervals hold the rate; -1 where there is none
 * @param cpuMillis for one estimate
 */
public record SamplingRow(
    String path,
    String method,
    double log2Rate,
    long coefficients,
    int repeats,
    double meanError,
    double rootMeanSquare,
    int covered,
    double cpuMillis) {}
