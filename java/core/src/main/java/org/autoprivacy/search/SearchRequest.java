package org.autoprivacy.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * One search whole: for which network, with what, and among which candidates.
 *
 * @param network name of the network
 * @param privacy circuit privacy of all candidates, as a token
 * @param provenance where tables and images come from
 * @param options what the search is told
 * @param layers the linear layers in order; not empty
 */
public record SearchRequest(
    String network,
    String privacy,
    Provenance provenance,
    SearchOptions options,
    List<SearchLayer> layers) {

  public SearchRequest {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("network " + network + " has no linear layer to search");
    }
  }

  /**
   * A SHA-256 over all that the course of the search depends on: everything but the number of
   * episodes, which only says where it ends, and the commit.
   *
   * @param oracleIdentity {@link AccuracyOracle#identity}
   */
  public byte[] fingerprint(String oracleIdentity) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part :
          List.of(
              network,
              privacy,
              provenance.version(),
              provenance.dataset(),
              provenance.engine(),
              provenance.calibration(),
              options.withEpisodes(1),
              layers,
              oracleIdentity)) {
        digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
