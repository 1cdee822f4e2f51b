package org.autoprivacy.noise;

import java.util.List;
import org.autoprivacy.math.LogSpace;

/** The error rate of a whole inference from those of its layers, and the other way round. */
public final class NetworkErrorRate {

  /** Below this log2 a probability and its linear sums are the same double. */
  private static final double LINEAR = -60;

  private NetworkErrorRate() {}

  /**
   * One layer.
   *
   * @param rate of one of its coefficients, ciphertexts, values, or of all it sends in an inference
   * @param geometry how many of these it has
   */
  public record Layer(ErrorRate rate, ErrorGeometry geometry) {}

  /**
   * The probability that anything of any layer fails: {@code 1 - Π(1 - p_l)^(k_l)}.
   *
   * @throws IllegalArgumentException without layers
   */
  public static ErrorRate ofInference(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an inference has at least one layer");
    }
    double[] logs =
        layers.stream()
            .mapToDouble(l -> l.geometry().convert(l.rate(), ErrorRate.Of.INFERENCE).log2())
            .toArray();
    double linear = LogSpace.log2Sum(logs);
    double log2 = linear;
    if (linear >= LINEAR) {
      double lnRight = 0;
      for (double log : logs) {
        lnRight += Math.log1p(-Math.pow(2, log));
      }
      log2 = LogSpace.log2(-Math.expm1(lnRight));
    }
    return new ErrorRate(Math.clamp(log2, -1000, -Double.MIN_NORMAL), ErrorRate.Of.INFERENCE);
  }

  /**
   * The rate per coefficient that gives an inference this rate, all coefficients of all layers
   * alike.
   *
   * @param inference a rate of inferences
   */
  public static ErrorRate perCoefficient(ErrorRate inference, List<ErrorGeometry> layers) {
    if (inference.of() != ErrorRate.Of.INFERENCE || layers.isEmpty()) {
      throw new IllegalArgumentException(
          "a rate of inferences over at least one layer is shared out, got " + inference);
    }
    double coefficients = 0;
    for (ErrorGeometry layer : layers) {
      coefficients += (double) layer.coefficients() * layer.ciphertexts();
    }
    return new ErrorRate(
        Math.clamp(
            ErrorGeometry.log2Each(inference.log2(), coefficients), -1000, -Double.MIN_NORMAL),
        ErrorRate.Of.COEFFICIENT);
  }
}
