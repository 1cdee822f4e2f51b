package org.autoprivacy.generator;

import java.util.Locale;
import org.autoprivacy.linear.LayerNoise;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.NoiseSetting;
import org.autoprivacy.params.Privacy;

/**
 * How far what a semi-honest client sees is from independent of the weights, as a statistical
 * distance, and what that takes from or adds to failures.
 *
 * <p>v is the noise that depends on the weights, normal with the standard deviation σ_v of the
 * noisiest output; the client knows what was encrypted and its noise. Shifting a normal noise of
 * σ_f by a vector v moves it by {@code erf(|v|/(2√2·σ_f))}, so that the distance of N coefficients
 * grows with √N; shifting a uniform one moves it by {@code |v|/2B} for each of them, which add up.
 * A rounded division moves by {@code |v|/divisor} for each, as far as the ring-LWE problem of the
 * fresh encryption of zero is hard (docs/notes/privacy.md).
 *
 * @param privacy what was asked for
 * @param log2PerCoefficient log2 of the mean distance of one released coefficient
 * @param log2PerInference log2 of a bound on the mean distance of all that this layer releases in
 *     one inference
 * @param coefficients how many that are
 */
public record PrivacyClaim(
    Privacy privacy, double log2PerCoefficient, double log2PerInference, long coefficients) {

  private static final double LN_2 = Math.log(2);

  /** E|v|/σ of a normal v: √(2/π). */
  private static final double MEAN_OF_ABSOLUTE = Math.sqrt(2 / Math.PI);

  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  /**
   * The claim of a layer.
   *
   * @param setting with the privacy; q is that before any switch
   * @param logDivisor log2 of what q is divided by before results are sent
   * @param instances factors of t: each of them releases all coefficients
   * @return nothing is claimed for a privacy without bits: distances of 1
   */
  static PrivacyClaim of(
      LayerWork work, NoiseSetting setting, LayerNoise noise, double logDivisor, int instances) {
    Privacy privacy = setting.privacy();
    long count = work.released() * instances;
    double one =
        switch (privacy.kind()) {
          case NONE, PAPER -> 1;
          // σ_f = 2^bits·σ_v.
          case STATISTICAL -> Math.pow(2, -privacy.bits()) / Math.PI;
          // B = 2^bits·σ_v.
          case STATISTICAL_UNIFORM -> Math.pow(2, -privacy.bits()) * MEAN_OF_ABSOLUTE / 2;
          case DIVIDE_AND_ROUND ->
              Math.sqrt(noise.worstVariance()) * MEAN_OF_ABSOLUTE * Math.pow(2, -logDivisor);
        };
    double all =
        switch (privacy.kind()) {
          case NONE, PAPER -> 1;
          case STATISTICAL -> Math.sqrt(count) * Math.pow(2, -privacy.bits()) / SQRT_2_PI;
          case STATISTICAL_UNIFORM, DIVIDE_AND_ROUND -> count * one;
        };
    return new PrivacyClaim(privacy, log2(Math.min(1, one)), log2(Math.min(1, all)), count);
  }

  /** log2 of what q must be divided by for a distance of {@code 2^-bits} a coefficient. */
  static double log2Divisor(LayerNoise noise, int bits) {
    return bits + log2(Math.sqrt(noise.worstVariance()) * MEAN_OF_ABSOLUTE);
  }

  /** Whether anything is claimed. */
  public boolean holds() {
    return privacy.rerandomises();
  }

  /** One sentence. */
  @Override
  public String toString() {
    if (!holds()) {
      return "nothing hides the weights in the noise";
    }
    String how =
        switch (privacy.kind()) {
          case STATISTICAL ->
              "normal flooding of 2^%d standard deviations".formatted(privacy.bits());
          case STATISTICAL_UNIFORM ->
              "uniform flooding within 2^%d standard deviations".formatted(privacy.bits());
          case DIVIDE_AND_ROUND, NONE, PAPER ->
              "division by 2^%d standard deviations and more".formatted(privacy.bits());
        };
    return String.format(
        Locale.ROOT,
        "a fresh encryption of zero and %s: a semi-honest client's view is within 2^%.1f of independent of the weights for one coefficient, within 2^%.1f for the %d that this layer releases in one inference",
        how,
        log2PerCoefficient,
        log2PerInference,
        coefficients);
  }

  private static double log2(double value) {
    return Math.log(value) / LN_2;
  }
}
