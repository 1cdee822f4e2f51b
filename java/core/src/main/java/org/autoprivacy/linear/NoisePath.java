package org.autoprivacy.linear;

/**
 * How noise grows on the way to a layer's noisiest output: {@code terms} products are summed, each
 * of a ciphertext that was switched {@code switchesBefore} times, and the noise of {@code
 * switchesAfter} key switches is added.
 *
 * @param terms products whose noise variances add up in one output; sums that add a rotated copy of
 *     themselves count twice
 * @param switchesBefore key switches of the most rotated factor
 * @param switchesAfter key switches whose noise variances add up behind the products
 */
public record NoisePath(double terms, long switchesBefore, double switchesAfter) {

  /** Nothing. */
  static final NoisePath NONE = new NoisePath(0, 0, 0);

  /** The sum of independent ciphertexts. */
  NoisePath plus(NoisePath other) {
    return new NoisePath(
        terms + other.terms,
        Math.max(switchesBefore, other.switchesBefore),
        switchesAfter + other.switchesAfter);
  }

  /** Behind one more rotation of so many key switches. */
  NoisePath rotated(long keySwitches) {
    return new NoisePath(terms, switchesBefore, switchesAfter + keySwitches);
  }

  /** Behind the addition of a copy of itself that was rotated by one key switch. */
  NoisePath doubled() {
    return plus(rotated(1));
  }

  /** Whichever is noisier. */
  NoisePath noisier(NoisePath other) {
    return other.terms > terms || (other.terms == terms && other.switchesAfter > switchesAfter)
        ? other
        : this;
  }
}
