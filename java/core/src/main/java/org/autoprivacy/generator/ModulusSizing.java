package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.autoprivacy.linear.DroppedBits;
import org.autoprivacy.linear.LayerNoise;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.NoisePath;
import org.autoprivacy.linear.NoiseSetting;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.FreshNoise;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.noise.SampledVariance;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;

/**
 * How large q and P must be for an error rate, in real numbers: the q_min of the paper's figure 2,
 * before primes are sought.
 */
final class ModulusSizing {

  /** The special prime is sized so that its noise is at most this part of the layer's. */
  static final double KEY_SWITCH_SHARE = 1.0 / 64;

  /** Bits of q that are spent at most to send results modulo fewer primes. */
  private static final double WIRE_BITS = 0.5;

  /** Room beyond the rounding of the modulus switch, so that it costs little of q. */
  private static final double WIRE_MARGIN_BITS = 2;

  /** Where division hides the noise, rounding is all that is left on the wire. */
  private static final double DIVIDED_MARGIN_BITS = 0.05;

  /** SEAL's primes are below 2^60. */
  static final double LARGEST_PRIME_BITS = 60;

  private static final double LN_2 = Math.log(2);
  private static final int MOST_STEPS = 400;

  /**
   * A solution.
   *
   * @param logPrimes log2 of the data primes
   * @param logP log2 of P, or 0 without
   * @param wireLimbs primes left on the wire
   */
  record Size(List<Double> logPrimes, double logP, int wireLimbs) {

    /** log2 of q. */
    double logQ() {
      return logPrimes.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** log2 of q if all primes were as large as the largest. */
    double equalPrimesLogQ() {
      return logPrimes.size()
          * logPrimes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Whether all primes are within SEAL's limit, with room to find one. */
    boolean primesFit() {
      double limit = LARGEST_PRIME_BITS - 0.01;
      return logP < limit && logPrimes.stream().allMatch(log -> log < limit);
    }
  }

  private final LayerWork work;
  private final WeightNorms weights;
  private final Encryption encryption;
  private final Privacy privacy;
  private final int polyDegree;
  private final double logT;
  private final boolean specialPrime;
  private final double log2Rate;
  private final double quantile;
  private boolean habitual;

  /**
   * Prepares one degree and plaintext modulus.
   *
   * @param log2Rate tolerated rate of wrong coefficients of one instance
   */
  ModulusSizing(
      LayerRequest request,
      LayerWork work,
      int polyDegree,
      double logT,
      boolean specialPrime,
      double log2Rate) {
    this.work = work;
    this.weights = request.weights();
    this.encryption = request.encryption();
    this.privacy = request.privacy();
    this.polyDegree = polyDegree;
    this.logT = logT;
    this.specialPrime = specialPrime;
    this.log2Rate = log2Rate;
    this.quantile = NormalTail.quantile(log2Rate);
  }

  /** The same with a special prime as large as the largest prime of q, as is the habit. */
  ModulusSizing withHabitualSpecialPrime() {
    habitual = true;
    return this;
  }

  /** The fewest primes that will do: where division hides the noise, one is divided by. */
  int leastLimbs() {
    return divides() ? 2 : 1;
  }

  private boolean divides() {
    return privacy.kind() == Privacy.Kind.DIVIDE_AND_ROUND;
  }

  /** The smallest q of so many primes, with results sent modulo as few of them as pays. */
  Size solve(int limbs) {
    if (divides()) {
      Size size = least(limbs, 1);
      for (int wire = 2; wire < limbs && !size.primesFit(); wire++) {
        size = least(limbs, wire);
      }
      return size;
    }
    Size alone = least(limbs, limbs);
    for (int wire = 1; wire < limbs; wire++) {
      Size size = least(limbs, wire);
      if (size.logQ() <= alone.logQ() + WIRE_BITS && size.primesFit()) {
        return size;
      }
    }
    return alone;
  }

  private Size least(int limbs, int wire) {
    LayerNoise noise = LayerNoise.of(work, setting(split(30.0 * limbs, limbs, wire)), weights);
    double logQ = 1 + logT + log2(bound(noise));
    for (int i = 0; i < MOST_STEPS; i++) {
      List<Double> logPrimes = split(logQ, limbs, wire);
      double rate = log2ErrorRate(setting(logPrimes), wire);
      double missing = missingDivisor(setting(logPrimes), wire);
      if (rate <= log2Rate && missing <= 0) {
        return new Size(logPrimes, logP(logPrimes), wire);
      }
      double step = missing;
      if (rate > log2Rate) {
        double ratio = quantile / Math.max(NormalTail.quantile(rate), 1e-3);
        step = Math.max(step, Math.min(2, log2(ratio)));
      }
      logQ += Math.max(1e-3, step);
    }
    return new Size(Collections.nCopies(limbs, 1e3), 1e3, wire);
  }

  /**
   * Sizes of the primes of q: equal, but where one of several is left on the wire, that one is
   * large enough for the rounding of the modulus switch, and no larger where the others divide.
   */
  private List<Double> split(double logQ, int limbs, int wire) {
    double each = logQ / limbs;
    if (wire != 1 || limbs == 1) {
      return Collections.nCopies(limbs, each);
    }
    double rounding = SampledVariance.ciphertextRounding(polyDegree);
    double margin = divides() ? DIVIDED_MARGIN_BITS : WIRE_MARGIN_BITS;
    double first = margin + 1 + logT + log2(quantile) + 0.5 * log2(rounding);
    if (first <= each && !divides()) {
      return Collections.nCopies(limbs, each);
    }
    List<Double> sizes = new ArrayList<>(Collections.nCopies(limbs, (logQ - first) / (limbs - 1)));
    sizes.set(0, first);
    return sizes;
  }

  /** How large q/(2t) is at least: a normal quantile, or nearly the edge of uniform flooding. */
  private double bound(LayerNoise noise) {
    return noise.flood() > 0
        ? noise.flood() * -Math.expm1(log2Rate * LN_2)
        : quantile * Math.sqrt(noise.variance());
  }

  /** Whether primes keep the error rate, and hide the noise where they are to. */
  boolean meets(NoiseSetting setting, int wire) {
    return log2ErrorRate(setting, wire) <= log2Rate && missingDivisor(setting, wire) <= 0;
  }

  /** Bits that the dropped primes lack to hide the noise; not positive where nothing is missing. */
  private double missingDivisor(NoiseSetting setting, int wire) {
    if (!divides()) {
      return 0;
    }
    double dropped = setting.logPrimes().stream().skip(wire).mapToDouble(Double::doubleValue).sum();
    return PrivacyClaim.log2Divisor(LayerNoise.of(work, setting, weights), privacy.bits())
        - dropped;
  }

  /**
   * log2 of the rate of wrong coefficients of one instance, decrypted modulo {@code wire} primes.
   */
  double log2ErrorRate(NoiseSetting setting, int wire) {
    double logWire =
        setting.logPrimes().stream().limit(wire).mapToDouble(Double::doubleValue).sum();
    return wireNoise(setting, wire).log2ErrorRate(logWire, logT);
  }

  /** The noise of the decrypted results. */
  LayerNoise wireNoise(NoiseSetting setting, int wire) {
    return LayerNoise.of(work, setting, weights).onWire(setting, wire);
  }

  /** Low bits that results leave out. */
  DroppedBits dropped(Size size) {
    NoiseSetting setting = setting(size.logPrimes(), size.logP());
    return LayerNoise.of(work, setting, weights).droppedOnWire(setting, size.wireLimbs());
  }

  private NoiseSetting setting(List<Double> logPrimes) {
    return setting(logPrimes, logP(logPrimes));
  }

  /** With given primes. */
  NoiseSetting setting(List<Double> logPrimes, double logP) {
    return new NoiseSetting(polyDegree, logPrimes, logP, logT, encryption, privacy);
  }

  /** log2 of the smallest P whose key-switching noise is a small part of the layer's. */
  double logP(List<Double> logPrimes) {
    if (!specialPrime) {
      return 0;
    }
    if (habitual) {
      return logPrimes.get(0);
    }
    int n = polyDegree;
    NoisePath path = work.path();
    double fresh =
        encryption == Encryption.SYMMETRIC
            ? FreshNoise.symmetric()
            : SampledVariance.ciphertextRounding(n);
    double squares = 0;
    for (double log : logPrimes) {
      squares += Math.pow(2, 2 * (log - logPrimes.get(0)));
    }
    double digits = n * SampledVariance.ERROR * squares;
    double logPrime = logPrimes.get(0);
    double least = log2(2.0 * n) + 2;
    // Key switches of the mean factor.
    double before = path.density() > 0 ? path.switched() / path.density() : 0;
    if (before > 0) {
      double rest = fresh + before * SampledVariance.ciphertextRounding(n);
      double part = before * digits / 3;
      least = Math.max(least, logPrime + 0.5 * log2(part / (KEY_SWITCH_SHARE * rest)));
    }
    double after = path.switchesAfter();
    if (after > 0) {
      double keys = Math.min(log2(n), after);
      double rest =
          PlainProductNoise.known(
              fresh, path.density() * PlainProductNoise.slotNormSquared(n, logT));
      double part = after * digits * (1.0 / 12 + after / keys / 4);
      least = Math.max(least, logPrime + 0.5 * log2(part / (KEY_SWITCH_SHARE * rest)));
    }
    return least;
  }

  private static double log2(double value) {
    return Math.log(value) / LN_2;
  }
}
