package org.autoprivacy.noise;

/**
 * How many coefficients make a ciphertext and how many ciphertexts an inference, for conversions of
 * error rates. Coefficients fail independently, given key and weights, as far as their noise is
 * normal and uncorrelated.
 *
 * @param coefficients coefficients of one ciphertext that must be right
 * @param ciphertexts ciphertexts of one inference
 */
public record ErrorGeometry(long coefficients, long ciphertexts) {

  private static final double LN_2 = Math.log(2);

  public ErrorGeometry {
    if (coefficients < 1 || ciphertexts < 1) {
      throw new IllegalArgumentException(
          "at least one coefficient and one ciphertext count, got "
              + coefficients
              + " and "
              + ciphertexts);
    }
  }

  /** The same rate, counted per {@code to}. */
  public ErrorRate convert(ErrorRate rate, ErrorRate.Of to) {
    long from = size(rate.of());
    long size = size(to);
    if (from == size) {
      return new ErrorRate(rate.log2(), to);
    }
    double one = from == 1 ? rate.log2() : log2Each(rate.log2(), from);
    double log2 = size == 1 ? one : log2Any(one, size);
    return new ErrorRate(Math.clamp(log2, -1000, -Double.MIN_NORMAL), to);
  }

  private long size(ErrorRate.Of of) {
    return switch (of) {
      case COEFFICIENT, VALUE -> 1;
      case CIPHERTEXT -> coefficients;
      case INFERENCE -> Math.multiplyExact(coefficients, ciphertexts);
    };
  }

  /**
   * log2 of the probability that any of {@code count} independent events happens: {@code 1 -
   * (1-p)^count}.
   *
   * @param log2 log2 of p, at most 0
   */
  public static double log2Any(double log2, double count) {
    double linear = log2 + Math.log(count) / LN_2;
    if (linear < -60) {
      return linear;
    }
    return Math.log(-Math.expm1(count * Math.log1p(-Math.pow(2, log2)))) / LN_2;
  }

  /**
   * log2 of the probability of each of {@code count} independent events of which any happens with
   * probability P: {@code 1 - (1-P)^(1/count)}.
   *
   * @param log2 log2 of P, at most 0
   */
  public static double log2Each(double log2, double count) {
    if (log2 < -60) {
      return log2 - Math.log(count) / LN_2;
    }
    return Math.log(-Math.expm1(Math.log1p(-Math.pow(2, log2)) / count)) / LN_2;
  }
}
