package org.autoprivacy.security;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Security of LWE parameters in bits: the cheapest of the unique-SVP, bounded-distance-decoding and
 * dual hybrid attacks, in double precision and the log domain throughout.
 *
 * <p>Follows the public lattice-estimator (commit 27a581b) with its GSA shape and default search;
 * how closely is in docs/notes/security.md. Other attacks never win for n ≥ 1024 and dense secrets.
 * All methods may be called from several threads at once.
 */
public final class LatticeEstimator {

  private static final double LEAST_LEVEL = 40;
  private static final double LARGEST_LEVEL = 320;
  private static final double LOG_Q_RESOLUTION = 1.0 / 4096;
  private static final int MOST_REMEMBERED = 10_000;

  private static final ConcurrentHashMap<Level, Double> LIMITS = new ConcurrentHashMap<>();

  private record Level(
      int polyDegree, double bits, double sigma, SecretDistribution secret, CostModelKind model) {}

  private LatticeEstimator() {}

  /**
   * The security of parameters under a cost model; takes well under a millisecond of processor time
   * once warm.
   */
  public static SecurityEstimate estimate(LweParameters parameters, CostModelKind kind) {
    CostModel model = kind.model();
    return new SecurityEstimate(
        parameters,
        kind,
        new UsvpAttack(parameters).cost(model),
        new BddAttack(parameters).cost(model),
        new DualHybridAttack(parameters, model).cost());
  }

  /** The same under the MATZOV model. */
  public static SecurityEstimate estimate(LweParameters parameters) {
    return estimate(parameters, CostModelKind.MATZOV);
  }

  /** {@link #maxLogQ} for a uniform ternary secret, σ = 3.2 and the MATZOV model. */
  public static double maxLogQ(int polyDegree, double levelBits) {
    return maxLogQ(
        polyDegree,
        levelBits,
        LweParameters.STANDARD_SIGMA,
        SecretDistribution.TERNARY,
        CostModelKind.MATZOV);
  }

  /**
   * The largest log2 of the whole modulus that keeps a level of security, to 1/4096 bit from below;
   * remembered, so asking again costs nothing.
   *
   * @param levelBits in [40, 320]: 128, 192 or 256 for the usual levels
   * @return a value that reaches the level itself
   * @throws IllegalArgumentException if no modulus reaches the level, or an argument is out of
   *     range
   */
  public static double maxLogQ(
      int polyDegree,
      double levelBits,
      double sigma,
      SecretDistribution secret,
      CostModelKind model) {
    if (!(levelBits >= LEAST_LEVEL && levelBits <= LARGEST_LEVEL)) {
      throw new IllegalArgumentException(
          "a level must be in [%.0f, %.0f] bits, got %s: the cost models are not made for others"
              .formatted(LEAST_LEVEL, LARGEST_LEVEL, levelBits));
    }
    Level level = new Level(polyDegree, levelBits, sigma, secret, model);
    Double known = LIMITS.get(level);
    if (known != null) {
      return known;
    }
    double limit = search(level);
    if (LIMITS.size() >= MOST_REMEMBERED) {
      LIMITS.clear();
    }
    LIMITS.put(level, limit);
    return limit;
  }

  private static double search(Level level) {
    double low = LweParameters.leastLogQ(level.sigma);
    if (!reaches(level, low)) {
      throw new IllegalArgumentException(
          "no modulus gives %s bits at poly degree %d: take a larger degree"
              .formatted(level.bits, level.polyDegree));
    }
    double high = 2 * low;
    while (reaches(level, high)) {
      low = high;
      high *= 2;
    }
    while (high - low > LOG_Q_RESOLUTION) {
      double middle = (low + high) / 2;
      if (reaches(level, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean reaches(Level level, double logQ) {
    LweParameters parameters =
        new LweParameters(
            level.polyDegree, logQ, level.sigma, level.secret, LweParameters.UNLIMITED);
    return estimate(parameters, level.model).securityBits() >= level.bits;
  }
}
