package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.Primes;
import org.autoprivacy.noise.DecryptionFailure;
import org.autoprivacy.noise.FreshNoise;
import org.autoprivacy.noise.KeySwitchNoise;
import org.autoprivacy.noise.ModSwitchNoise;
import org.autoprivacy.noise.OperandSpread;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.noise.SampledVariance;

/**
 * A circuit whose modulus is chosen so that decryption fails at a given rate: a sum of products of
 * fresh ciphertexts with known plaintexts, and what follows it.
 *
 * @param slots whether plaintexts are slots or few small coefficients
 * @param plainBits bits of t
 * @param extraLimbs data primes beside the one that is fitted
 * @param log2Rate the rate aimed at, per coefficient
 */
record FailureSet(
    int polyDegree,
    boolean slots,
    Encryption encryption,
    int products,
    Ending ending,
    int plainBits,
    int extraLimbs,
    int log2Rate) {

  /** Under which key messages are encrypted. */
  enum Encryption {
    SYMMETRIC,
    PUBLIC,
    PUBLIC_WITH_SPECIAL_PRIME
  }

  /** What follows the products. */
  enum Ending {
    NONE,
    ROTATE,
    MOD_SWITCH
  }

  private static final int DROPPED_BITS = 40;
  private static final int SPECIAL_BITS = 60;

  /** Weights of a plaintext in coefficients. */
  static final int WEIGHTS = 48;

  /** All sets: four rates, four circuits in slots and four in coefficients. */
  static List<FailureSet> all() {
    List<FailureSet> sets = new ArrayList<>();
    int[] rates = {-5, -7, -10, -13};
    for (int i = 0; i < rates.length; i++) {
      int rate = rates[i];
      int n = 1024 << i;
      int other = 8192 >> i;
      sets.add(new FailureSet(n, true, Encryption.SYMMETRIC, 1, Ending.NONE, 20, 0, rate));
      sets.add(new FailureSet(other, true, Encryption.PUBLIC, 4, Ending.NONE, 20, 1, rate));
      sets.add(
          new FailureSet(
              n, true, Encryption.PUBLIC_WITH_SPECIAL_PRIME, 2, Ending.ROTATE, 34, 2, rate));
      sets.add(
          new FailureSet(other, true, Encryption.SYMMETRIC, 2, Ending.MOD_SWITCH, 22, 1, rate));
      sets.add(new FailureSet(other, false, Encryption.SYMMETRIC, 1, Ending.NONE, 20, 0, rate));
      sets.add(new FailureSet(n, false, Encryption.PUBLIC, 4, Ending.NONE, 16, 0, rate));
      sets.add(
          new FailureSet(
              other, false, Encryption.PUBLIC_WITH_SPECIAL_PRIME, 2, Ending.ROTATE, 34, 1, rate));
      sets.add(new FailureSet(n, false, Encryption.SYMMETRIC, 3, Ending.MOD_SWITCH, 30, 1, rate));
    }
    return sets;
  }

  /** Few and frequent failures, for a look within seconds. */
  static List<FailureSet> quick() {
    return List.of(
        new FailureSet(2048, true, Encryption.SYMMETRIC, 2, Ending.MOD_SWITCH, 17, 1, -5),
        new FailureSet(
            2048, false, Encryption.PUBLIC_WITH_SPECIAL_PRIME, 4, Ending.ROTATE, 20, 0, -7));
  }

  /** {@code n2048-slots-public-x4-rotate-t20-1e-7}: what the set is in one word. */
  String token() {
    return "n%d-%s-%s-x%d-%s-t%d-%dlimbs-rate%d"
        .formatted(
            polyDegree,
            slots ? "slots" : "coefficients",
            word(encryption),
            products,
            word(ending),
            plainBits,
            extraLimbs + 1,
            -log2Rate);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  long plainModulus() {
    return slots ? Primes.largest(plainBits, 2L * polyDegree, 1).getFirst() : 1L << (plainBits - 1);
  }

  /** The parameters at which this sum of squared plaintext norms fails at the rate aimed at. */
  BfvParameters parameters(double normSquared) {
    long step = 2L * polyDegree;
    double logT = LogSpace.log2(plainModulus());
    OptionalLong special =
        encryption == Encryption.PUBLIC_WITH_SPECIAL_PRIME || ending == Ending.ROTATE
            ? OptionalLong.of(Primes.largest(SPECIAL_BITS, step, 1).getFirst())
            : OptionalLong.empty();
    // The primes beside it hardly change the noise; of the whole modulus they leave it enough bits
    // that there is one close by.
    double least =
        DecryptionFailure.requiredLogQ(variance(normSquared, List.of(), 40), logT, log2Rate);
    int extraBits =
        ending == Ending.MOD_SWITCH ? DROPPED_BITS : (int) (least / (extraLimbs + 1)) - 2;
    List<Long> primes = new ArrayList<>(Primes.largest(extraBits, step, extraLimbs));
    double logFitted =
        DecryptionFailure.requiredLogQ(variance(normSquared, primes, 40), logT, log2Rate);
    if (ending != Ending.MOD_SWITCH) {
      logFitted -= primes.stream().mapToDouble(LogSpace::log2).sum();
    }
    primes.addFirst(Primes.smallestAbove(Math.round(Math.pow(2, logFitted)), step));
    return new BfvParameters(polyDegree, primes, special, plainModulus());
  }

  /**
   * The noise to expect, by closed forms.
   *
   * @param extra the primes beside the fitted one
   * @param logFitted log2 of that, for key switching alone, where it hardly matters
   */
  double variance(double normSquared, List<Long> extra, double logFitted) {
    double fresh =
        switch (encryption) {
          case SYMMETRIC -> FreshNoise.symmetric();
          case PUBLIC -> FreshNoise.publicKey(polyDegree);
          case PUBLIC_WITH_SPECIAL_PRIME -> FreshNoise.publicKey(polyDegree, SPECIAL_BITS);
        };
    double variance = PlainProductNoise.known(fresh, normSquared);
    List<Double> logPrimes = new ArrayList<>(List.of(logFitted));
    extra.forEach(prime -> logPrimes.add(LogSpace.log2(prime)));
    return switch (ending) {
      case NONE -> variance;
      case ROTATE -> variance + KeySwitchNoise.uncentred(polyDegree, logPrimes, SPECIAL_BITS);
      case MOD_SWITCH -> {
        double left = variance;
        for (int i = 1; i < logPrimes.size(); i++) {
          left = ModSwitchNoise.after(left, logPrimes.get(i), polyDegree);
        }
        yield left;
      }
    };
  }

  /** How the variance spreads over keys. */
  double relativeVariance(double normSquared, List<Long> extra, double logFitted) {
    if (ending == Ending.MOD_SWITCH) {
      double share =
          SampledVariance.ciphertextRounding(polyDegree) / variance(normSquared, extra, logFitted);
      return share * share * OperandSpread.rounding(polyDegree);
    }
    double products = OperandSpread.publicProducts(polyDegree, this.products);
    return switch (encryption) {
      case SYMMETRIC -> 0;
      case PUBLIC -> products / 2;
      case PUBLIC_WITH_SPECIAL_PRIME -> products;
    };
  }
}
