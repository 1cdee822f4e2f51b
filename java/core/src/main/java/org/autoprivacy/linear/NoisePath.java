package org.autoprivacy.linear;

/**
 * How noise grows on the way to a layer's noisiest output: {@code terms} products are summed, and
 * the noise of {@code switchesAfter} key switches is added.
 *
 * @param terms products whose noise variances add up in one output; sums that add a rotated copy of
 *     themselves count twice
 * @param density the part of their plaintexts' coefficients that is not zero by structure, summed
 *     over the products; {@code terms} where none is
 * @param switched the same sum, each product counted once for each key switch of its ciphertext
 * @param switchesBefore key switches of the most rotated factor
 * @param switchesAfter key switches whose noise variances add up behind the products
 * @param classes how the noise is spread over the coefficients
 */
public record NoisePath(
    double terms,
    double density,
    double switched,
    long switchesBefore,
    double switchesAfter,
    NoiseClasses classes) {

  /** Nothing. */
  static NoisePath none(int polyDegree) {
    return new NoisePath(0, 0, 0, 0, 0, NoiseClasses.even(polyDegree));
  }

  /** Products of ciphertexts whose keys were never switched with generic plaintexts. */
  static NoisePath generic(double terms, int polyDegree) {
    return new NoisePath(terms, terms, 0, 0, 0, NoiseClasses.even(polyDegree));
  }

  /** The sum of independent ciphertexts. */
  NoisePath plus(NoisePath other) {
    return new NoisePath(
        terms + other.terms,
        density + other.density,
        switched + other.switched,
        Math.max(switchesBefore, other.switchesBefore),
        switchesAfter + other.switchesAfter,
        classes.mixed(density, other.classes, other.density));
  }

  /** Behind one more rotation of so many key switches. */
  NoisePath rotated(long keySwitches) {
    return new NoisePath(
        terms, density, switched, switchesBefore, switchesAfter + keySwitches, classes);
  }

  /** With another spread over the coefficients. */
  NoisePath spread(NoiseClasses other) {
    return new NoisePath(terms, density, switched, switchesBefore, switchesAfter, other);
  }

  /** Whichever is noisier. */
  NoisePath noisier(NoisePath other) {
    double more = other.density + other.switched - density - switched;
    return more > 0 || (more == 0 && other.switchesAfter > switchesAfter) ? other : this;
  }
}
