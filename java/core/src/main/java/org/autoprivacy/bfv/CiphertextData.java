package org.autoprivacy.bfv;

/**
 * A ciphertext as plain numbers, to travel between engines.
 *
 * @param size number of polynomials
 * @param limbs number of data primes
 * @param ntt whether the polynomials are in NTT form
 * @param coefficients {@code long[size][limbs][n]} in one array, each in [0, qi)
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes of numbers: copied neither in nor out.
public record CiphertextData(int size, int limbs, boolean ntt, long[] coefficients) {}
