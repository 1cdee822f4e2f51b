package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.FreshNoise;
import org.autoprivacy.noise.KeySwitchNoise;
import org.autoprivacy.noise.ModSwitchNoise;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.noise.SampledVariance;
import org.autoprivacy.params.Encryption;

/**
 * The noise of a layer's outputs: normal, with variance {@code perWeight·s + constant} at an output
 * whose weights' squares sum to s.
 *
 * @param bins the distribution of s over the outputs
 * @param perWeight variance for each unit of s
 * @param constant variance beside it
 */
public record LayerNoise(List<WeightNorms.Bin> bins, double perWeight, double constant) {

  private static final List<WeightNorms.Bin> ONE = List.of(new WeightNorms.Bin(1, 1));
  private static final double LN_2 = Math.log(2);

  public LayerNoise {
    bins = List.copyOf(bins);
  }

  /**
   * The noise modulo q, before any modulus is switched (docs/notes/noise.md).
   *
   * <p>Slots: {@code (V_fresh + b·V_ks)·terms·n·t²/12 + a·V_ks + 1/12} for b switches before the
   * products and a behind them. Coefficients: {@code V_fresh·Σw² + 1/12}. The last term is the
   * rounding of the mask.
   */
  public static LayerNoise of(LayerWork work, NoiseSetting setting, WeightNorms weights) {
    int n = setting.polyDegree();
    NoisePath path = work.path();
    double fresh =
        setting.encryption() == Encryption.SYMMETRIC
            ? FreshNoise.symmetric()
            : setting.hasSpecialPrime()
                ? FreshNoise.publicKey(n, setting.logSpecialPrime())
                : FreshNoise.publicKey(n);
    LayerNoise noise;
    if (work.usesSlots()) {
      double factor = fresh;
      double after = SampledVariance.ROUNDING;
      if (setting.hasSpecialPrime()) {
        double keys = Math.log(n) / LN_2;
        if (path.switchesBefore() > 0) {
          factor += sum(setting, path.switchesBefore(), path.switchesBefore());
        }
        if (path.switchesAfter() > 0) {
          after += sum(setting, path.switchesAfter(), keys);
        }
      }
      double product =
          PlainProductNoise.known(
              factor, path.terms() * PlainProductNoise.slotNormSquared(n, setting.logT()));
      noise = new LayerNoise(ONE, product, after);
    } else {
      noise = new LayerNoise(weights.bins(), fresh, SampledVariance.ROUNDING);
    }
    return setting.floodingBits() > 0 ? noise.flooded(setting.floodingBits(), n) : noise;
  }

  private static double sum(NoiseSetting setting, double switches, double keys) {
    return KeySwitchNoise.sum(
        setting.polyDegree(), setting.logPrimes(), setting.logSpecialPrime(), switches, keys);
  }

  /**
   * Behind Gaussian flooding of {@code 2^bits} standard deviations of the noisiest output, and a
   * fresh encryption of zero that hides how the ciphertext came about.
   */
  private LayerNoise flooded(int bits, int polyDegree) {
    double rerandomised = constant + FreshNoise.publicKey(polyDegree);
    double worst = perWeight * bins.get(0).sum() + rerandomised;
    return new LayerNoise(bins, perWeight, rerandomised + worst * Math.pow(2, 2.0 * bits));
  }

  /**
   * Behind the switch to a modulus smaller by one prime.
   *
   * @param logDropped log2 of it
   */
  public LayerNoise switched(double logDropped, int polyDegree) {
    double scale = Math.pow(2, -2 * logDropped);
    return new LayerNoise(
        bins, perWeight * scale, ModSwitchNoise.after(constant, logDropped, polyDegree));
  }

  /** Behind the switch to the first {@code limbs} of these primes. */
  public LayerNoise onWire(NoiseSetting setting, int limbs) {
    LayerNoise noise = this;
    for (int i = setting.logPrimes().size() - 1; i >= limbs; i--) {
      noise = noise.switched(setting.logPrimes().get(i), setting.polyDegree());
    }
    return noise;
  }

  /** Mean variance over all outputs. */
  public double variance() {
    double mean = constant;
    for (WeightNorms.Bin bin : bins) {
      mean += bin.share() * bin.sum() * perWeight;
    }
    return mean;
  }

  /**
   * log2 of the rate of wrong coefficients, over all outputs: {@code P(|v| > q/(2t))}.
   *
   * @param logQ log2 of the modulus that the noise is of
   */
  public double log2ErrorRate(double logQ, double logT) {
    double bound = logQ - 1 - logT;
    double worst = log2Tail(bins.get(0), bound);
    if (worst == Double.NEGATIVE_INFINITY) {
      return worst;
    }
    double sum = 0;
    for (WeightNorms.Bin bin : bins) {
      double tail = log2Tail(bin, bound) - worst;
      sum += bin.share() * Math.pow(2, tail);
      if (tail < -60) {
        break;
      }
    }
    return worst + Math.log(sum) / LN_2;
  }

  private double log2Tail(WeightNorms.Bin bin, double log2Bound) {
    double variance = perWeight * bin.sum() + constant;
    return NormalTail.log2TwoSidedTail(Math.pow(2, log2Bound - 0.5 * Math.log(variance) / LN_2));
  }
}
