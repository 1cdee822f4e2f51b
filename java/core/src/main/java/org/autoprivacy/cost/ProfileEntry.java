package org.autoprivacy.cost;

/**
 * The measured latency of one operation.
 *
 * @param operation what was timed
 * @param polyDegree n
 * @param limbs number of data primes
 * @param primeBits width of the data primes, in [2, 60]
 * @param specialPrime whether the parameters had a special prime
 * @param medianNanos median latency of one operation, positive
 * @param samples number of timed samples, positive
 * @param spread interquartile range divided by the median, not negative
 */
public record ProfileEntry(
    Operation operation,
    int polyDegree,
    int limbs,
    int primeBits,
    boolean specialPrime,
    double medianNanos,
    int samples,
    double spread) {

  public ProfileEntry {
    if (polyDegree < 1024 || polyDegree > 65536 || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "polyDegree must be a power of two in [1024, 65536], got " + polyDegree);
    }
    if (limbs < 1 || limbs > 64) {
      throw new IllegalArgumentException("limbs must be in [1, 64], got " + limbs);
    }
    if (primeBits < 2 || primeBits > 60) {
      throw new IllegalArgumentException("primeBits must be in [2, 60], got " + primeBits);
    }
    if (!(medianNanos > 0 && medianNanos < 1e15)) {
      throw new IllegalArgumentException("medianNanos must be in (0, 1e15), got " + medianNanos);
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be positive, got " + samples);
    }
    if (!(spread >= 0 && spread < 1e6)) {
      throw new IllegalArgumentException("spread must be in [0, 1e6), got " + spread);
    }
  }
}
