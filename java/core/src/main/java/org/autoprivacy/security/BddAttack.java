package org.autoprivacy.security;

import org.apache.commons.math3.special.Gamma;
import org.autoprivacy.math.LogSpace;

/**
 * The primal attack in two parts: reduce with a small block size β, then find the error's
 * projection in one larger block η by a single short-vector search, and lift it.
 *
 * <p>With the logarithms of the reduced basis falling linearly, the last k vectors have volume
 * (k/d)·V - k·(d-k)·ln δ; the target is the shortest vector of that block, embedded with factor σ,
 * as long as the Gaussian heuristic of dimension k+1 exceeds it. Lifting is certain for every η
 * that matters at n ≥ 1024. Source: Liu and Nguyen, "Solving BDD by enumeration: an update" (CT-RSA
 * 2013), with the geometric series assumption.
 */
final class BddAttack {

  /** The best β lies at most 25 below that of the unique-SVP attack wherever it was tried. */
  private static final int SEARCHED_BELOW_USVP = 60;

  private static final double[] LN_BALL = lnBallVolumes();

  private final int n;
  private final double lnQ;
  private final double lnScale;
  private final double lnSigma;
  private final long mostDimension;
  private final int usvpBlockSize;

  BddAttack(LweParameters lwe) {
    n = lwe.polyDegree();
    lnQ = lwe.lnQ();
    lnScale = lwe.lnScale();
    lnSigma = Math.log(lwe.sigma());
    mostDimension = lwe.samples() == LweParameters.UNLIMITED ? Long.MAX_VALUE : lwe.samples() + n;
    usvpBlockSize = new UsvpAttack(lwe).leastBlockSize();
  }

  private static double[] lnBallVolumes() {
    double[] volumes = new double[BlockSizes.LARGEST + 2];
    for (int k = 0; k < volumes.length; k++) {
      volumes[k] = k / 2.0 * Math.log(Math.PI) - Gamma.logGamma(k / 2.0 + 1);
    }
    return volumes;
  }

  /** The least cost under a model. */
  BddCost cost(CostModel model) {
    if (usvpBlockSize > BlockSizes.LARGEST) {
      return new BddCost(model.mostBits(), 0, 0, 0);
    }
    int bestBeta = usvpBlockSize;
    double best = Double.POSITIVE_INFINITY;
    int from = Math.max(BlockSizes.LEAST, usvpBlockSize - SEARCHED_BELOW_USVP);
    for (int beta = from; beta <= usvpBlockSize; beta++) {
      double bits = bits(model, beta, balancedDimension(beta));
      if (bits <= best) {
        best = bits;
        bestBeta = beta;
      }
    }
    int beta = bestBeta;
    LocalMinimum search =
        LocalMinimum.of(
            Math.max(n, beta), balancedDimension(beta), dimension -> bits(model, beta, dimension));
    int d = search.argument();
    return new BddCost(Math.min(search.value(), model.mostBits()), beta, lastBlock(beta, d) + 1, d);
  }

  private int balancedDimension(int beta) {
    double d = Math.ceil(Math.sqrt(n * (lnQ - lnScale) / RootHermite.lnDelta(beta)));
    return (int) Math.max(Math.max(n, beta), Math.min(d, mostDimension));
  }

  private double bits(CostModel model, int beta, int d) {
    int last = lastBlock(beta, d);
    double reduction = model.log2Reduction(beta, d);
    double search = model.log2Reduction(last + 2, last + 2);
    double lifting = 2 * LogSpace.log2(Math.max(d - last - 1, 1));
    return LogSpace.log2Sum(LogSpace.log2Sum(reduction, search), lifting);
  }

  /**
   * The largest k in [1, 1754] whose last block does not hold the target as its shortest vector.
   */
  private int lastBlock(int beta, int d) {
    double lnVolume = (d - n) * lnQ + n * lnScale;
    double lnDelta = RootHermite.lnDelta(beta);
    int low = 1;
    int high = Math.min(d, BlockSizes.LARGEST);
    while (low < high) {
      int k = (low + high + 1) >>> 1;
      double lnBlock = (double) k / d * lnVolume - (double) (d - k) * k * lnDelta;
      double lnHeuristic = 2.0 / (k + 1) * (lnBlock + lnSigma - LN_BALL[k + 1]);
      if (lnHeuristic < 2 * lnSigma + Math.log(k + 1)) {
        low = k;
      } else {
        high = k - 1;
      }
    }
    return low;
  }
}
