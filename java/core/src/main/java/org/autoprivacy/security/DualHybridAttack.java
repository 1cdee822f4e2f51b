package org.autoprivacy.security;

import org.autoprivacy.math.LogSpace;

/**
 * The dual attack that guesses some secret coordinates, finds others by a Fourier transform modulo
 * a small p, and tells right from wrong by the bias that many short dual vectors show.
 *
 * <p>Sources: MATZOV, "Report on the security of LWE" (2022), theorem 7.6; Guo and Johansson,
 * "Faster dual lattice attacks" (Asiacrypt 2021). Its independence heuristics are disputed (Ducas
 * and Pulles, Crypto 2023); the estimate stays on the safe side by believing them.
 *
 * <p>The search over (p, guessed, transformed) takes the first minimum in steps of ten, as the
 * lattice-estimator does; a full scan finds up to one step of β (0.28 bit) less.
 */
final class DualHybridAttack {

  private static final double LN_2 = Math.log(2);
  private static final int COORDINATE_STEP = 10;

  /** On a plateau of core-SVP costs, millions of moduli would cost the same. */
  private static final int MOST_TIES = 8;

  /**
   * The lattice-estimator holds this attack's cost with a mantissa of 30 bits, so that costs which
   * agree so far count as equal and its search walks on.
   */
  private static final double MANTISSA = 1 << 29;

  private static final double LOG2_MULTIPLICATION = 10;
  private static final double LOG2_TABLE_UPDATE = LogSpace.log2(4 * 160);

  private final int n;
  private final double lnQ;
  private final double lnSigma;
  private final double secretSigma;
  private final double entropyBits;
  private final double log2Guesses;
  private final double log2PerGuess;
  private final double mostGuessed;
  private final CostModel model;

  DualHybridAttack(LweParameters lwe, CostModel model) {
    this.model = model;
    n = lwe.polyDegree();
    lnQ = lwe.lnQ();
    lnSigma = Math.log(lwe.sigma());
    secretSigma = lwe.secretSigma();
    double u = Math.PI * Math.PI * secretSigma * secretSigma;
    entropyBits =
        (0.5 + Math.log(Math.sqrt(2 * Math.PI) * secretSigma) - Math.log(Math.tanh(u))) / LN_2;
    double spread = 8 * u * Math.exp(-2 * u) * Math.tanh(u);
    log2Guesses = -LogSpace.log2(-Math.expm1(-0.5 / (secretSigma * secretSigma)));
    log2PerGuess = 1 + (spread - 0.5) / LN_2 + entropyBits;
    mostGuessed = Math.min(n, SecurityEstimate.MOST_BITS / log2PerGuess);
  }

  /** One choice of everything but the block size, and the best block size for it. */
  private record Choice(double bits, int beta, int guessed, int transformed, int modulus) {}

  /** Transforms of more coordinates alone exceed what is reported. */
  private static double mostTransformed(int modulus) {
    return SecurityEstimate.MOST_BITS / LogSpace.log2(modulus);
  }

  /**
   * Whether every choice needs more than 2^512 samples: with the largest blocks, and as many
   * coordinates guessed and transformed as could still be paid for, since vectors are the shorter
   * (relative to q) the smaller the dimension is.
   */
  private boolean isHopeless() {
    int most = (int) Math.min(n - 1, mostGuessed + mostTransformed(2));
    return new Split(most, 0, 2).log2Samples(BlockSizes.LARGEST) > SecurityEstimate.MOST_BITS;
  }

  private DualHybridCost beyond() {
    return new DualHybridCost(model.mostBits(), 0, 0, 0, 0, 0, 0);
  }

  /** The least cost that the search finds. */
  DualHybridCost cost() {
    if (isHopeless()) {
      return beyond();
    }
    Choice best = bestGuess(2);
    int ties = 0;
    for (int modulus = 3; ties < MOST_TIES; modulus++) {
      Choice next = bestGuess(modulus);
      if (next.bits > best.bits) {
        break;
      }
      ties = next.bits < best.bits ? 0 : ties + 1;
      best = next;
      if (best.transformed == 0) {
        break;
      }
    }
    if (best.bits > model.mostBits()) {
      return beyond();
    }
    return new DualHybridCost(
        best.bits,
        best.beta,
        2 * n - best.guessed - best.transformed,
        best.guessed,
        best.transformed,
        best.modulus,
        new Split(best.guessed, best.transformed, best.modulus).log2Samples(best.beta));
  }

  private Choice bestGuess(int modulus) {
    Choice best = bestTransform(0, modulus);
    for (int guessed = COORDINATE_STEP; guessed < mostGuessed; guessed += COORDINATE_STEP) {
      Choice next = bestTransform(guessed, modulus);
      if (next.bits > best.bits) {
        break;
      }
      best = next;
    }
    return best;
  }

  private Choice bestTransform(int guessed, int modulus) {
    Choice best = bestBlockSize(guessed, 0, modulus);
    int most = (int) Math.min(n - guessed, mostTransformed(modulus));
    for (int size = COORDINATE_STEP; size < most; size += COORDINATE_STEP) {
      Choice next = bestBlockSize(guessed, size, modulus);
      if (next.bits > best.bits) {
        break;
      }
      best = next;
    }
    return best;
  }

  private Choice bestBlockSize(int guessed, int transformed, int modulus) {
    Split split = new Split(guessed, transformed, modulus);
    LocalMinimum search =
        LocalMinimum.of(BlockSizes.LEAST, BlockSizes.LARGEST - 1, split::log2Cost);
    return new Choice(search.value(), search.argument(), guessed, transformed, modulus);
  }

  /** The logarithm of 2^x, rounded to a mantissa of 30 bits. */
  private static double rounded(double x) {
    double exponent = Math.floor(x);
    return exponent + LogSpace.log2(Math.rint(Math.pow(2, x - exponent) * MANTISSA) / MANTISSA);
  }

  /** The cost as a function of the block size alone. */
  private final class Split {

    private final int d;
    private final double lnLengthOverQ;
    private final double lnSampleFactor;
    private final double log2Transform;
    private final double log2GuessFactor;

    Split(int guessed, int transformed, int modulus) {
      int reduced = n - guessed - transformed;
      d = n + reduced;
      lnLengthOverQ =
          (double) n / d * lnSigma
              + (double) reduced / d * (Math.log(secretSigma) + lnQ)
              + 0.5 * Math.log(4.0 / 3.0)
              - lnQ;
      double ratio = Math.PI * secretSigma / modulus;
      // The first term is in bits and the others in nats: so it stands in the source.
      lnSampleFactor =
          transformed / 3.0 * ratio * ratio
              + Math.log(guessed * entropyBits + transformed * Math.log(modulus) + LN_2);
      log2Transform =
          LOG2_MULTIPLICATION
              + LogSpace.log2(transformed)
              + (transformed + 1) * LogSpace.log2(modulus);
      log2GuessFactor = log2Guesses + guessed * log2PerGuess;
    }

    double log2Samples(int beta) {
      double lnLength =
          lnLengthOverQ
              + 0.5 * Math.log(beta / (2 * Math.PI * Math.E))
              + (d - beta) * RootHermite.lnDelta(beta);
      double bias = 4 * Math.PI * Math.PI * Math.exp(2 * lnLength);
      return (bias + lnSampleFactor) / LN_2;
    }

    double log2Cost(int beta) {
      double log2Samples = log2Samples(beta);
      double sampling = model.log2ShortVectors(beta, d, log2Samples);
      double perGuess = LogSpace.log2Sum(log2Transform, LOG2_TABLE_UPDATE + log2Samples);
      return rounded(LogSpace.log2Sum(sampling, log2GuessFactor + perGuess));
    }
  }
}
