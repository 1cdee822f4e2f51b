package org.autoprivacy.bfv;

/**
 * A key-switching key as plain numbers: for each digit one encryption modulo q·P, in NTT form.
 *
 * @param digits the data primes, one digit each
 * @param keyLimbs the data primes and the special prime after them
 * @param values {@code long[digits][2][keyLimbs][n]} in one array, each in [0, qi)
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes of numbers: copied neither in nor out.
public record SwitchingKeyData(int digits, int keyLimbs, long[] values) {}
