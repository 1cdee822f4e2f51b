package org.autoprivacy.linear;

import org.autoprivacy.math.NormalTail;

/**
 * Low bits that a reply leaves out of its coefficients: decryption rounds them away anyway
 * (Cheetah, ePrint 2022/207, §5). The receiver puts half a step in their place.
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
  private static final double NEVER = NormalTail.quantile(-60);

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
    double square = 12 * SHARE * variance;
    return new DroppedBits(bits(square), bits(square / secretNorm(polyDegree)));
  }

  /**
   * As many as leave failures rarer than 2^-60: a quarter of what decrypts for the first
   * polynomial, which is off by half a step at most, and the rest for what the secret key
   * multiplies, beside the noise. None where there is no room.
   *
   * @param log2Bound of the noise that decrypts, q/(2t)
   * @param variance of the noisiest coefficient on the wire
   */
  static DroppedBits spare(double log2Bound, double variance, int polyDegree) {
    double deviation = 0.75 * Math.pow(2, log2Bound) / NEVER;
    double room = deviation * deviation - variance;
    int first = (int) Math.floor(log2Bound) - 1;
    return room > 0 && first > 0
        ? new DroppedBits(Math.min(first, MOST), bits(12 * room / secretNorm(polyDegree)))
        : NONE;
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
