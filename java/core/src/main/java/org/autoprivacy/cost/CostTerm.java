package org.autoprivacy.cost;

/**
 * One term of a layer's predicted latency.
 *
 * @param what the step of the protocol
 * @param party who does it
 * @param pieces into how many independent parts threads can share it
 * @param operation what is repeated
 * @param count how often, not necessarily whole
 * @param nanos latency of one
 */
public record CostTerm(
    String what, Party party, long pieces, Operation operation, double count, double nanos) {

  /** Who works. */
  public enum Party {
    /** The client, who encrypts and decrypts. */
    CLIENT,
    /** The server, who has the weights. */
    SERVER
  }

  public CostTerm {
    if (pieces < 1 || !(count >= 0) || !(nanos >= 0)) {
      throw new IllegalArgumentException(
          "a term has at least one piece and is not negative, got %d pieces, %f times %f ns"
              .formatted(pieces, count, nanos));
    }
  }

  /** Latency of all of them, in one thread. */
  public double totalNanos() {
    return count * nanos;
  }

  /**
   * Latency of all of them where so many threads share the pieces and none slows another: as long
   * as the thread that got the most of them takes.
   */
  public double totalNanos(int threads) {
    return totalNanos() * Math.ceilDiv(pieces, threads) / pieces;
  }
}
