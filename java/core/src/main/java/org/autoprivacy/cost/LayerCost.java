package org.autoprivacy.cost;

/**
 * What one encrypted layer costs in the preprocessing phase.
 *
 * @param latencyNanos work of client and server, one after the other, on one core
 * @param bytesUp bytes from the client to the server
 * @param bytesDown bytes from the server to the client
 */
public record LayerCost(double latencyNanos, long bytesUp, long bytesDown) {

  /** Nothing at all. */
  public static final LayerCost ZERO = new LayerCost(0, 0, 0);

  public LayerCost {
    if (!(latencyNanos >= 0) || bytesUp < 0 || bytesDown < 0) {
      throw new IllegalArgumentException("costs are not negative");
    }
  }

  /** Both, one after the other. */
  public LayerCost plus(LayerCost other) {
    return new LayerCost(
        latencyNanos + other.latencyNanos, bytesUp + other.bytesUp, bytesDown + other.bytesDown);
  }

  /** Bytes in both directions. */
  public long bytes() {
    return bytesUp + bytesDown;
  }
}
