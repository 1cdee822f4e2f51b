package org.autoprivacy.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The latencies of a profile, to look up. Immutable. */
public final class LatencyTable {

  private record Key(Operation operation, int polyDegree, int limbs, boolean specialPrime) {}

  private final Map<Key, Double> latencies = new HashMap<>();
  private final String engine;

  /** Of a profile; where one operation was measured at several prime widths, the widest counts. */
  public LatencyTable(MachineProfile profile) {
    engine = profile.engine();
    Map<Key, Integer> widths = new HashMap<>();
    for (ProfileEntry entry : profile.entries()) {
      Key key = key(entry.operation(), entry.polyDegree(), entry.limbs(), entry.specialPrime());
      if (entry.primeBits() > widths.getOrDefault(key, 0)) {
        widths.put(key, entry.primeBits());
        latencies.put(key, entry.medianNanos());
      }
    }
  }

  private static Key key(Operation operation, int polyDegree, int limbs, boolean specialPrime) {
    return switch (operation.scope()) {
      case LIMB -> new Key(operation, polyDegree, 1, false);
      case DATA -> new Key(operation, polyDegree, limbs, false);
      case KEYED -> new Key(operation, polyDegree, limbs, specialPrime);
    };
  }

  /** The latency in nanoseconds, if the profile covers it. */
  public OptionalDouble find(Operation operation, int polyDegree, int limbs, boolean specialPrime) {
    Double latency = latencies.get(key(operation, polyDegree, limbs, specialPrime));
    return latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency);
  }

  /**
   * The latency in nanoseconds.
   *
   * @throws UncoveredException if the profile does not cover it
   */
  public double latency(Operation operation, int polyDegree, int limbs, boolean specialPrime) {
    return find(operation, polyDegree, limbs, specialPrime)
        .orElseThrow(
            () -> new UncoveredException(operation, polyDegree, limbs, specialPrime, engine));
  }

  /** A profile does not cover what was asked of it. */
  public static final class UncoveredException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UncoveredException(
        Operation operation, int polyDegree, int limbs, boolean specialPrime, String engine) {
      super(
          "the profile has no %s at poly degree %d with %d data primes%s: run ./autoprivacy profile --engine %s"
              .formatted(
                  operation.token(),
                  polyDegree,
                  limbs,
                  specialPrime ? " and a special prime" : "",
                  engine));
    }
  }
}
