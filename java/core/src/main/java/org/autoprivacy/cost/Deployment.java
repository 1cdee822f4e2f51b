package org.autoprivacy.cost;

import java.util.List;
import org.autoprivacy.linear.DroppedBits;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;

/**
 * What of a layer's parameters its cost depends on.
 *
 * @param polyDegree n
 * @param limbBits widths of the data primes in bits, the one dropped last first
 * @param specialPrime whether there is a special prime
 * @param wireLimbs data primes that are left when results are sent back
 * @param instances factors of t, each evaluated on its own
 * @param encryption how the client encrypts
 * @param privacy what the server does to hide its weights
 * @param dropped low bits that results leave out
 */
public record Deployment(
    int polyDegree,
    List<Integer> limbBits,
    boolean specialPrime,
    int wireLimbs,
    int instances,
    Encryption encryption,
    Privacy privacy,
    DroppedBits dropped) {

  public Deployment {
    limbBits = List.copyOf(limbBits);
    if (limbBits.isEmpty() || wireLimbs < 1 || wireLimbs > limbBits.size() || instances < 1) {
      throw new IllegalArgumentException(
          "between 1 and %d data primes travel, got %d".formatted(limbBits.size(), wireLimbs));
    }
  }

  /** Of given parameters. */
  public static Deployment of(
      LayerParameters parameters,
      int wireLimbs,
      Encryption encryption,
      Privacy privacy,
      DroppedBits dropped) {
    return new Deployment(
        parameters.polyDegree(),
        widths(parameters.dataPrimes()),
        parameters.specialPrime().isPresent(),
        wireLimbs,
        parameters.instances(),
        encryption,
        privacy,
        dropped);
  }

  /** The widths of primes in bits. */
  public static List<Integer> widths(List<Long> primes) {
    return primes.stream().map(q -> Long.SIZE - Long.numberOfLeadingZeros(q)).toList();
  }

  /** Widths of the primes that are left when results are sent back. */
  public List<Integer> wireBits() {
    return limbBits.subList(0, wireLimbs);
  }

  /** Number of data primes. */
  public int limbs() {
    return limbBits.size();
  }
}
