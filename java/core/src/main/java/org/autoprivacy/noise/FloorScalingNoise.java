package org.autoprivacy.noise;

/**
 * What encryption with {@code Δ = ⌊q/t⌋} instead of SEAL's {@code round(q·m/t)} adds: {@code Δ·m =
 * (q/t)·m - (r/t)·m} with {@code r = q mod t}, a noise as large as r that a plaintext product
 * multiplies too. Hence the paper's rule that q mod t be small; SEAL has not needed it since 3.4.
 */
public final class FloorScalingNoise {

  private FloorScalingNoise() {}

  /**
   * Mean square of that term behind a product with w, messages uniform in [0, t): {@code
   * ‖w‖²·r²/3}. Three quarters of it are a bias, half of r times {@code Σ ±w_i}, which is this
   * large for weights of random signs.
   *
   * @param remainder r = q mod t
   * @param normSquared {@code ‖w‖²}; 1 for a fresh ciphertext
   */
  public static double uncentred(double remainder, double normSquared) {
    return normSquared * remainder * remainder / 3;
  }

  /** The same for messages that are lifted to (-t/2, t/2]: {@code ‖w‖²·r²/12}, without bias. */
  public static double centred(double remainder, double normSquared) {
    return normSquared * remainder * remainder / 12;
  }

  /**
   * Rounding down costs its 1/12 no more, since Δ·m is whole: what {@link FreshNoise} less that
   * starts from.
   */
  public static double fresh(double freshVariance) {
    return freshVariance - SampledVariance.ROUNDING;
  }
}
