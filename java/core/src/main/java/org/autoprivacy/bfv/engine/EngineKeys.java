package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;

/** Keys as arrays. */
final class EngineKeys {

  private EngineKeys() {}

  /** s in NTT form modulo all key primes: {@code long[keyLimbs][n]}, wiped on close. */
  static final class Secret extends EngineObject implements SecretKey {
    private final long[] values;

    Secret(ContextObjects owner, long[] values) {
      super("secret key", owner);
      this.values = values;
    }

    /** The key itself, to be used between {@link #acquire} and {@link #release} alone. */
    long[] values() {
      return values;
    }

    @Override
    void drop() {
      Arrays.fill(values, 0);
    }
  }

  /** {@code long[2][keyLimbs][n]} in NTT form. */
  static final class Public extends EngineObject implements PublicKey {
    private final long[] values;

    Public(ContextObjects owner, long[] values) {
      super("public key", owner);
      this.values = values;
    }

    long[] values() {
      return values;
    }
  }

  /** The switching key from s² to s. */
  static final class Relinearization extends EngineObject implements RelinearizationKey {
    private final SwitchingKey key;

    Relinearization(ContextObjects owner, SwitchingKey key) {
      super("relinearisation key", owner);
      this.key = key;
    }

    SwitchingKey key() {
      return key;
    }
  }

  /** Switching keys by Galois element g, with X -> X^(1/g) applied ({@link KeySwitch}). */
  static final class Galois extends EngineObject implements GaloisKeys {
    private final NavigableMap<Integer, SwitchingKey> byElement;

    Galois(ContextObjects owner, NavigableMap<Integer, SwitchingKey> byElement) {
      super("Galois key set", owner);
      this.byElement = new TreeMap<>(byElement);
    }

    boolean has(int element) {
      return byElement.containsKey(element);
    }

    int[] elements() {
      return byElement.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The key of an element.
     *
     * @throws IllegalArgumentException if it is missing
     */
    SwitchingKey key(int element) {
      SwitchingKey key = byElement.get(element);
      if (key == null) {
        throw new IllegalArgumentException(
            "there is no key for the Galois element %d: make one for it".formatted(element));
      }
      return key;
    }
  }
}
