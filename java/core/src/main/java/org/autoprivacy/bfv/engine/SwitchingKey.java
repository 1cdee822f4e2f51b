package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import org.autoprivacy.kernel.KeyPairs;

/** A key that switches keys, prime by prime, as the sums over its digits read it. Immutable. */
final class SwitchingKey {

  private final KeyPairs[] byPrime;
  private final int n;

  /**
   * Copies a key.
   *
   * @param digits {@code long[digits][2·keyLimbs·n]}, checked, in NTT form
   */
  SwitchingKey(Instance instance, long[][] digits) {
    n = instance.n();
    byPrime = new KeyPairs[instance.keyLimbs()];
    Arrays.setAll(
        byPrime, i -> instance.ring().limb(i).pairs(digits, i * n, (byPrime.length + i) * n));
  }

  /** The limb of a prime. */
  KeyPairs pairs(int prime) {
    return byPrime[prime];
  }

  /** A new copy of the key as it was given. */
  long[][] digits() {
    int primes = byPrime.length;
    long[][] digits = new long[byPrime[0].digits()][2 * primes * n];
    for (int j = 0; j < digits.length; j++) {
      for (int i = 0; i < primes; i++) {
        byPrime[i].unpack(j, digits[j], i * n, (primes + i) * n);
      }
    }
    return digits;
  }
}
