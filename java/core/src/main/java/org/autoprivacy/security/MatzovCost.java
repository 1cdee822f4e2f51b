package org.autoprivacy.security;

import org.autoprivacy.math.LogSpace;

/**
 * The cost of the MATZOV report: a sieve in the dimension that is left after «dimensions for free»,
 * in gates of list-decoding search, times the geometric sums of progressive sieving and of
 * progressive BKZ, times the blocks of one tour.
 *
 * <p>The gate count 2^(a·β' + b) is a fit for β' up to 1024; larger ones extrapolate. Sources:
 * MATZOV, "Report on the security of LWE" (2022); Albrecht, Gheorghiu, Postlethwaite, Schanck,
 * "Estimating quantum speedups for lattice sieves" (2020); Ducas, "Shortest vector from lattice
 * sieving" (2018) for the dimensions for free; Guo and Johansson, "Faster dual lattice attacks"
 * (2021) for the sampling of short vectors.
 */
final class MatzovCost implements CostModel {

  private static final double SLOPE = 0.29613500308205365;
  private static final double OFFSET = 20.387885985467914;
  private static final double LOG2_PROGRESSIVE = -LogSpace.log2(1 - Math.pow(2, -SLOPE));
  private static final int MOST = BlockSizes.LARGEST + 2;

  /** The one instance: it has no state but its tables. */
  static final MatzovCost INSTANCE = new MatzovCost();

  private final double[] free = new double[MOST + 1];
  private final double[] log2Gates = new double[MOST + 1];

  private MatzovCost() {
    for (int beta = 2; beta <= MOST; beta++) {
      free[beta] = dimensionsForFree(beta);
      log2Gates[beta] = LOG2_PROGRESSIVE + SLOPE * (beta - free[beta]) + OFFSET;
    }
  }

  private static double dimensionsForFree(int beta) {
    double base = Math.log(beta / (2 * Math.PI * Math.E));
    return base <= 0 ? 0 : Math.min(beta, beta * Math.log(4.0 / 3.0) / base);
  }

  @Override
  public double log2Reduction(int beta, int d) {
    double blocks = LOG2_PROGRESSIVE + LogSpace.log2(Math.max(d - beta, 1)) + log2Gates[beta];
    return LogSpace.log2Sum(blocks, 3 * LogSpace.log2(d));
  }

  @Override
  public double log2ShortVectors(int beta, int d, double log2Count) {
    int sieve = beta - (int) Math.floor(free[beta]);
    double log2Blocks = beta < d ? LogSpace.log2(d - beta) : Double.NEGATIVE_INFINITY;
    if (beta < d) {
      // The largest sieve that costs no more than the whole reduction did.
      sieve = Math.min(d, (int) Math.floor(sieve + (log2Blocks + LOG2_PROGRESSIVE) / SLOPE));
    }
    double reduction =
        LogSpace.log2Sum(
            LOG2_PROGRESSIVE + Math.max(log2Blocks, 0) + log2Gates[beta], 3 * LogSpace.log2(d));
    double sieving = LOG2_PROGRESSIVE + SLOPE * sieve + OFFSET;
    return SieveYield.log2Calls(sieve, log2Count) + LogSpace.log2Sum(reduction, sieving);
  }
}
