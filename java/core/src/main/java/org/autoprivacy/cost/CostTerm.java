package org.autoprivacy.cost;

/**
 * One term of a layer's predicted latency.
 *
 * @param what the step of the protocol
 * @param operation what is repeated
 * @param count how often
 * @param nanos latency of one
 */
public record CostTerm(String what, Operation operation, long count, double nanos) {

  /** Latency of all of them. */
  public double totalNanos() {
    return count * nanos;
  }
}
