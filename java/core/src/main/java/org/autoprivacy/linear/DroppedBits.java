package org.autoprivacy.linear;

/**
 * Low bits that a reply leaves out of its coefficients: they hold noise that decryption rounds away
 * anyway (Cheetah, ePrint 2022/207, §5). The receiver puts half a step in their place.
 *
 * @param first of c0, not negative
 * @param second of c1, which the secret key multiplies, not negative
 */
public record DroppedBits(int first, int second) {

  /** Nothing is left out. */
  public static final DroppedBits NONE = new DroppedBits(0, 0);

  /** Each polynomial may add this part of the noise that is there already. */
  private static final double SHARE = 1.0 / 64;

  private static final int MOST = 48;

  public DroppedBits {
    if (first < 0 || first > MOST || second < 0 || second > MOST) {
      throw new IllegalArgumentException(
          "between 0 and %d low bits can be left out, got %d and %d"
              .formatted(MOST, first, second));
    }
  }

  /**
   * As many as add a 64th of the noise's variance each. Leaving d bits out adds {@code 2^(2d)/12},
   * 2n/3 times as much where the secret key multiplies.
   *
   * @param variance of a coefficient's noise on the wire
   */
  static DroppedBits within(double variance, int polyDegree) {
    return new DroppedBits(
        bits(12 * SHARE * variance), bits(12 * SHARE * variance / secretNorm(polyDegree)));
  }

  private static int bits(double square) {
    return (int) Math.clamp(Math.floor(0.5 * Math.log(square) / Math.log(2)), 0, MOST);
  }

  /** The variance that leaving them out adds. */
  double variance(int polyDegree) {
    return step(first) + secretNorm(polyDegree) * step(second);
  }

  private static double step(int bits) {
    return bits == 0 ? 0 : Math.pow(2, 2 * bits) / 12;
  }

  private static double secretNorm(int polyDegree) {
    return 2.0 * polyDegree / 3;
  }
}
