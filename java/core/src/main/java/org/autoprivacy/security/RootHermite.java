package org.autoprivacy.security;

/**
 * The root Hermite factor δ(β) that BKZ with block size β reaches: δ =
 * ((πβ)^{1/β}·β/(2πe))^{1/(2(β-1))}.
 *
 * <p>Below block size 41, where that asymptotic expression does not hold yet, measured values are
 * used. Source: Yuanmi Chen, PhD thesis (Paris 7, 2013).
 */
final class RootHermite {

  private static final int FORMULA_FROM = 41;
  private static final int[] MEASURED_AT = {2, 5, 10, 15, 20, 25, 28, 40};
  private static final double[] MEASURED = {
    1.02190, 1.01862, 1.01616, 1.01485, 1.01420, 1.01342, 1.01331, 1.01295
  };
  private static final double[] LN_DELTA = table();

  private RootHermite() {}

  private static double[] table() {
    double[] table = new double[BlockSizes.LARGEST + 1];
    int step = 0;
    for (int beta = 2; beta < table.length; beta++) {
      if (beta >= FORMULA_FROM) {
        table[beta] =
            (Math.log(beta / (2 * Math.PI * Math.E)) + Math.log(Math.PI * beta) / beta)
                / (2 * (beta - 1));
      } else {
        while (step + 1 < MEASURED_AT.length && MEASURED_AT[step + 1] <= beta) {
          step++;
        }
        table[beta] = Math.log(MEASURED[step]);
      }
    }
    return table;
  }

  /**
   * Natural logarithm of δ(β).
   *
   * @param beta in [2, {@link BlockSizes#LARGEST}]
   */
  static double lnDelta(int beta) {
    return LN_DELTA[beta];
  }
}
