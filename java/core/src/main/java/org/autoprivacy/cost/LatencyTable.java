package org.autoprivacy.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latencies of a profile, to look up. Primes of different widths take an engine differently
 * long: an operation takes the mean over its primes of what it takes where all are as wide, and a
 * width that was not measured counts as the next wider one that was. Immutable.
 */
public final class LatencyTable {

  private record Key(Operation operation, int polyDegree, int limbs, boolean specialPrime) {}

  /** By width in bits. */
  private final Map<Key, TreeMap<Integer, Double>> latencies = new HashMap<>();

  private final String engine;

  /** Of a profile. */
  public LatencyTable(MachineProfile profile) {
    engine = profile.engine();
    for (ProfileEntry entry : profile.entries()) {
      latencies
          .computeIfAbsent(
              key(entry.operation(), entry.polyDegree(), entry.limbs(), entry.specialPrime()),
              _ -> new TreeMap<>())
          .put(entry.primeBits(), entry.medianNanos());
    }
  }

  private static Key key(Operation operation, int polyDegree, int limbs, boolean specialPrime) {
    return switch (operation.scope()) {
      case LIMB -> new Key(operation, polyDegree, 1, false);
      case DATA -> new Key(operation, polyDegree, limbs, false);
      case KEYED -> new Key(operation, polyDegree, limbs, specialPrime);
    };
  }

  /**
   * The latency in nanoseconds.
   *
   * @param limbBits widths of the primes that take part
   * @throws UncoveredException if the profile does not cover it
   */
  public double latency(
      Operation operation, int polyDegree, List<Integer> limbBits, boolean specialPrime) {
    TreeMap<Integer, Double> measured =
        latencies.get(key(operation, polyDegree, limbBits.size(), specialPrime));
    if (measured == null) {
      throw new UncoveredException(operation, polyDegree, limbBits.size(), specialPrime, engine);
    }
    double sum = 0;
    for (int bits : limbBits) {
      Map.Entry<Integer, Double> wider = measured.ceilingEntry(bits);
      sum += (wider == null ? measured.lastEntry() : wider).getValue();
    }
    return sum / limbBits.size();
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
