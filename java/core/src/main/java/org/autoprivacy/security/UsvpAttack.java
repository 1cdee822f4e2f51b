package org.autoprivacy.security;

/**
 * The primal attack: embed error and secret as the unique shortest vector of a lattice and reduce
 * until a block of size β holds its projection.
 *
 * <p>With d the lattice dimension, L = ln q and ξ the factor that scales the secret to the size of
 * the error, β succeeds when ½·ln(σ²β) ≤ (2β-d-1)·ln δ + (ln σ + n·ln ξ + (d-n-1)·L)/d. Times d
 * that is a quadratic in d, so the least feasible β has a closed condition and bisection finds it.
 * Sources: Alkim, Ducas, Pöppelmann, Schwabe, "Post-quantum key exchange" (2016) for the condition;
 * Albrecht, Göpfert, Virdia, Wunderer (Asiacrypt 2017), who verified it; Bai and Galbraith (2014)
 * for the scaling.
 */
final class UsvpAttack {

  private final double lnQ;
  private final double constant;
  private final double lnSigma;
  private final int n;
  private final long mostDimension;

  UsvpAttack(LweParameters lwe) {
    n = lwe.polyDegree();
    lnQ = lwe.lnQ();
    lnSigma = Math.log(lwe.sigma());
    constant = (n + 1) * lnQ - n * lwe.lnScale() - lnSigma;
    mostDimension = lwe.samples() == LweParameters.UNLIMITED ? Long.MAX_VALUE : lwe.samples() + n;
  }

  /** The least cost under a model. */
  UsvpCost cost(CostModel model) {
    int beta = leastBlockSize();
    if (beta > BlockSizes.LARGEST) {
      return new UsvpCost(model.mostBits(), 0, 0);
    }
    int d = dimension(beta);
    return new UsvpCost(Math.min(model.log2Reduction(beta, d), model.mostBits()), beta, d);
  }

  /** The least β that succeeds; one more than the largest if none does. */
  int leastBlockSize() {
    int low = BlockSizes.LEAST;
    int high = BlockSizes.LARGEST + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (succeeds(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean succeeds(int beta) {
    double linear = linear(beta);
    return linear >= 2 * Math.sqrt(constant * RootHermite.lnDelta(beta));
  }

  private double linear(int beta) {
    return (2 * beta - 1) * RootHermite.lnDelta(beta) + lnQ - lnSigma - 0.5 * Math.log(beta);
  }

  private int dimension(int beta) {
    double linear = linear(beta);
    double lnDelta = RootHermite.lnDelta(beta);
    double root = Math.sqrt(Math.max(0, linear * linear - 4 * constant * lnDelta));
    double d = Math.ceil((linear - root) / (2 * lnDelta));
    return (int) Math.max(Math.max(n, beta + 1), Math.min(d, mostDimension));
  }
}
