package org.autoprivacy.security;

import org.autoprivacy.math.LogSpace;

/**
 * The cost of one sieve, 2^{exponent·β + constant}, or of as many as one run of BKZ takes.
 *
 * @param exponent bits per dimension: 0.292 classically (Becker, Ducas, Gama, Laarhoven 2016),
 *     0.265 with quantum search (Laarhoven 2015), 0.257 with quantum walks (Chailloux, Loyer 2021)
 * @param constant bits added: 0 where polynomial factors are ignored, 16.4 as BDGL16 observed
 * @param calls whether the 8d sieves of a run of BKZ are counted (Chen 2013), and the reduction d³
 *     before it; else one sieve stands for all, which is called core-SVP
 */
record SieveCost(double exponent, double constant, boolean calls) implements CostModel {

  @Override
  public double log2Reduction(int beta, int d) {
    double sieve = exponent * beta + constant;
    if (!calls) {
      return sieve;
    }
    double repeated = beta < d ? sieve + 3 + LogSpace.log2(d) : sieve;
    return LogSpace.log2Sum(repeated, 3 * LogSpace.log2(d));
  }

  @Override
  public double log2ShortVectors(int beta, int d, double log2Count) {
    return SieveYield.log2Calls(beta, log2Count) + log2Reduction(beta, d);
  }
}
