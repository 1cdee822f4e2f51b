package org.autoprivacy.cost;

/**
 * What the keys of one set of parameters cost, once for all layers and inferences that use them.
 *
 * @param clientNanos the client makes them and packs what the server needs
 * @param serverNanos the server takes them in
 * @param bytes of the message between them
 */
public record KeyCost(double clientNanos, double serverNanos, long bytes) {

  public KeyCost {
    if (!(clientNanos >= 0) || !(serverNanos >= 0) || bytes < 0) {
      throw new IllegalArgumentException("costs of keys are not negative");
    }
  }

  /** Both together. */
  public KeyCost plus(KeyCost other) {
    return new KeyCost(
        clientNanos + other.clientNanos, serverNanos + other.serverNanos, bytes + other.bytes);
  }

  /** Both parties' work. */
  public double nanos() {
    return clientNanos + serverNanos;
  }

  /** The part of one of so many inferences; bytes go up, and are rounded up. */
  public LayerCost amortised(long inferences) {
    if (inferences < 1) {
      throw new IllegalArgumentException("at least one inference uses keys, got " + inferences);
    }
    return new LayerCost(nanos() / inferences, Math.ceilDiv(bytes, inferences), 0);
  }
}
