package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.math.FloodedTail;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.FreshNoise;
import org.autoprivacy.noise.KeySwitchNoise;
import org.autoprivacy.noise.ModSwitchNoise;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.noise.SampledVariance;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;

/**
 * The noise of a layer's outputs: normal, with variance {@code perWeight·s + constant} at an output
 * whose weights' squares sum to s (in slots, in coefficients whose noise is s times the mean), and
 * where it is flooded so, a uniform part beside it.
 *
 * @param bins the distribution of s over the outputs
 * @param perWeight variance for each unit of s
 * @param constant variance beside it
 * @param flood half the width of the uniform part, or 0
 */
public record LayerNoise(
    List<WeightNorms.Bin> bins, double perWeight, double constant, double flood) {

  private static final double LN_2 = Math.log(2);

  public LayerNoise {
    bins = List.copyOf(bins);
  }

  /** Without a uniform part. */
  public LayerNoise(List<WeightNorms.Bin> bins, double perWeight, double constant) {
    this(bins, perWeight, constant, 0);
  }

  /**
   * The noise modulo q, before any modulus is switched (docs/notes/noise.md).
   *
   * <p>Slots: {@code (V_fresh·d + V_ks·e)·n·t²/12 + a·V_ks + 1/12} for products of density d in
   * all, e of them once for each key switch before them, and a switches behind them; where sums are
   * folded, the products' part is larger in some coefficients than in others. Coefficients: {@code
   * (k·(V_fresh - 1/12) + 1/12)·Σw² + 1/12} for k kernels in one polynomial, each of which adds its
   * noise to all their outputs; but of n coefficients of the input only every k-th holds a value,
   * whose encryption is rounded. The last term is the rounding of the mask.
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
      double weighted = fresh * path.density();
      double after = SampledVariance.ROUNDING;
      if (setting.hasSpecialPrime()) {
        weighted += sum(setting, 1, 1) * path.switched();
        if (path.switchesAfter() > 0) {
          after += sum(setting, path.switchesAfter(), Math.log(n) / LN_2);
        }
      }
      double product =
          PlainProductNoise.known(weighted, PlainProductNoise.slotNormSquared(n, setting.logT()));
      noise = new LayerNoise(path.classes().bins(), product, after);
    } else {
      noise =
          new LayerNoise(
              weights.bins(work.sharedKernels()),
              work.sharedKernels() * (fresh - SampledVariance.ROUNDING) + SampledVariance.ROUNDING,
              SampledVariance.ROUNDING);
    }
    return noise.hidden(setting);
  }

  private static double sum(NoiseSetting setting, double switches, double keys) {
    return KeySwitchNoise.sum(
        setting.polyDegree(), setting.logPrimes(), setting.logSpecialPrime(), switches, keys);
  }

  /** Behind what circuit privacy adds before the modulus is switched. */
  private LayerNoise hidden(NoiseSetting setting) {
    Privacy privacy = setting.privacy();
    if (!privacy.rerandomises()) {
      return this;
    }
    double rerandomised = constant + FreshNoise.publicKey(setting.polyDegree());
    double flooding = floodingSize(setting);
    return switch (privacy.kind()) {
      case STATISTICAL ->
          new LayerNoise(bins, perWeight, rerandomised + flooding * flooding, flood);
      case STATISTICAL_UNIFORM -> new LayerNoise(bins, perWeight, rerandomised, flooding);
      case DIVIDE_AND_ROUND, NONE, PAPER -> new LayerNoise(bins, perWeight, rerandomised, flood);
    };
  }

  /**
   * How large the noise is that hides this noise and that of a fresh encryption of zero: 2^bits
   * standard deviations of the noisiest output. That of normal flooding has it as its own standard
   * deviation, uniform flooding as half its width.
   */
  double floodingSize(NoiseSetting setting) {
    return Math.sqrt(worstVariance() + FreshNoise.publicKey(setting.polyDegree()))
        * Math.pow(2, setting.privacy().bits());
  }

  /**
   * Behind the switch to a modulus smaller by one prime.
   *
   * @param logDropped log2 of it
   */
  public LayerNoise switched(double logDropped, int polyDegree) {
    double scale = Math.pow(2, -2 * logDropped);
    return new LayerNoise(
        bins,
        perWeight * scale,
        ModSwitchNoise.after(constant, logDropped, polyDegree),
        flood * Math.sqrt(scale));
  }

  /**
   * Behind the switch to the first {@code limbs} of these primes, with low bits left out: what the
   * client decrypts.
   */
  public LayerNoise onWire(NoiseSetting setting, int limbs) {
    LayerNoise noise = switchedTo(setting, limbs);
    DroppedBits dropped = noise.droppable(setting, limbs);
    int n = setting.polyDegree();
    if (dropped.equals(noise.hiddenBits(n)) || limbs > 1) {
      double added = dropped.variance(n);
      return new LayerNoise(noise.bins, noise.perWeight, noise.constant + added, noise.flood);
    }
    // So much of the first polynomial is no small part of the noise, and it is uniform.
    double second = new DroppedBits(0, dropped.second()).variance(n);
    double half = Math.pow(2, dropped.first() - 1.0);
    return new LayerNoise(noise.bins, noise.perWeight, noise.constant + second, half);
  }

  /** Low bits that this noise lets results modulo the first {@code limbs} primes leave out. */
  public DroppedBits droppedOnWire(NoiseSetting setting, int limbs) {
    return switchedTo(setting, limbs).droppable(setting, limbs);
  }

  private DroppedBits droppable(NoiseSetting setting, int limbs) {
    // Of residues modulo several primes no bits are low.
    if (limbs > 1) {
      return DroppedBits.NONE;
    }
    DroppedBits spare = spareBits(setting);
    DroppedBits hidden = hiddenBits(setting.polyDegree());
    return spare.first() >= hidden.first() && spare.second() >= hidden.second() ? spare : hidden;
  }

  /** Bits that the noise hides. */
  private DroppedBits hiddenBits(int polyDegree) {
    // Uniform flooding has a sharp edge, which is not to be blurred: only the normal part counts.
    return DroppedBits.within(variance() - flood * flood / 3, polyDegree);
  }

  /** Bits that a modulus with room to spare does without. */
  private DroppedBits spareBits(NoiseSetting setting) {
    double log2Bound = setting.logPrimes().getFirst() - 1 - setting.logT();
    return flood > 0
        ? DroppedBits.NONE
        : DroppedBits.spare(log2Bound, worstVariance(), setting.polyDegree());
  }

  /** Behind the switch to the first {@code limbs} of these primes, all bits kept. */
  LayerNoise switchedTo(NoiseSetting setting, int limbs) {
    LayerNoise noise = this;
    for (int i = setting.logPrimes().size() - 1; i >= limbs; i--) {
      noise = noise.switched(setting.logPrimes().get(i), setting.polyDegree());
    }
    return noise;
  }

  /** Variance of the normal part at the noisiest output. */
  public double worstVariance() {
    return perWeight * bins.get(0).sum() + constant;
  }

  /** Mean variance over all outputs. */
  public double variance() {
    double mean = constant + flood * flood / 3;
    for (WeightNorms.Bin bin : bins) {
      mean += bin.share() * bin.sum() * perWeight;
    }
    return mean;
  }

  /**
   * log2 of the rate of wrong coefficients, over all outputs: {@code P(|v| > q/(2t))}. Those that
   * are wrong together count as one ({@link JointTail}), so that n times the rate is that of a
   * ciphertext.
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
      sum += bin.share() * alone(bin, bound) * Math.pow(2, tail);
      if (tail < -60) {
        break;
      }
    }
    return worst + Math.log(sum) / LN_2;
  }

  /** What others that are wrong with it leave of a wrong output. */
  private double alone(WeightNorms.Bin bin, double log2Bound) {
    return bin.together() == 1 || flood > 0
        ? 1
        : JointTail.perValue(
            bin.together(),
            Math.pow(2, log2Bound) * Math.sqrt(constant) / (perWeight * bin.sum() + constant));
  }

  private double log2Tail(WeightNorms.Bin bin, double log2Bound) {
    double variance = perWeight * bin.sum() + constant;
    if (flood > 0) {
      return FloodedTail.log2(
          1, flood / Math.sqrt(variance), Math.pow(2, log2Bound) / Math.sqrt(variance));
    }
    return NormalTail.log2TwoSidedTail(Math.pow(2, log2Bound - 0.5 * Math.log(variance) / LN_2));
  }
}
