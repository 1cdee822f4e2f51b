package org.autoprivacy.search;

import java.util.List;

/**
 * What the parameters of others would have cost on the same network and profile.
 *
 * @param latencyNanos predicted latency
 * @param bytes bytes in both directions
 * @param securityBits the least security of any layer
 * @param privacy circuit privacy, as a token: rows of different privacy do not compare
 * @param notes where these parameters bend, one sentence each
 */
public record Baseline(
    double latencyNanos, long bytes, double securityBits, String privacy, List<String> notes) {

  public Baseline {
    notes = List.copyOf(notes);
    if (!(latencyNanos >= 0) || bytes < 0 || !(securityBits >= 0)) {
      throw new IllegalArgumentException("costs and security are not negative");
    }
  }
}
