package org.autoprivacy.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the largest modulus of a security level comes from: computed here, or a published table
 * that has to be asked for by name.
 */
public enum LevelTable {
  /** {@link LatticeEstimator#maxLogQ(int, double)}, for any level. */
  ESTIMATOR {
    @Override
    public double maxLogQ(int polyDegree, double levelBits) {
      return LatticeEstimator.maxLogQ(polyDegree, levelBits);
    }
  },

  /**
   * The table of the HE standard (homomorphicencryption.org, November 2018) for ternary secrets and
   * classical attackers, n = 1024 to 32768, as SEAL and OpenFHE enforce it. Today's estimate of its
   * rows is two to three bits below the level at 128, four to twelve at 192, seven to fourteen at
   * 256: never a default.
   */
  HE_STANDARD_2018 {
    @Override
    public double maxLogQ(int polyDegree, double levelBits) {
      int row = Arrays.binarySearch(LEVELS, (int) levelBits);
      int column = Integer.numberOfTrailingZeros(polyDegree) - LOG2_FIRST_DEGREE;
      if (row < 0
          || LEVELS[row] != levelBits
          || Integer.bitCount(polyDegree) != 1
          || column < 0
          || column >= MAX_LOG_Q[row].length) {
        throw new IllegalArgumentException(
            "he-standard-2018 has the levels 128, 192, 256 and the degrees 1024 to 32768, not %s bits at %d"
                .formatted(levelBits, polyDegree));
      }
      return MAX_LOG_Q[row][column];
    }
  };

  private static final int[] LEVELS = {128, 192, 256};
  private static final int LOG2_FIRST_DEGREE = 10;
  private static final int[][] MAX_LOG_Q = {
    {27, 54, 109, 218, 438, 881}, {19, 37, 75, 152, 305, 611}, {14, 29, 58, 118, 237, 476}
  };

  /**
   * The largest log2 of the whole modulus (with the special primes, where key-switching keys are
   * published) that the level allows.
   *
   * @throws IllegalArgumentException if there is none for this degree and level
   */
  public abstract double maxLogQ(int polyDegree, double levelBits);

  /**
   * Today's estimate of the table's rows, least and most bits, over the degrees that it has: what a
   * user of the table gets who asks for that level.
   *
   * @throws IllegalArgumentException if the table has no row of that level
   */
  public Range todaysBits(int levelBits) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < MAX_LOG_Q[0].length; i++) {
      int polyDegree = 1 << (LOG2_FIRST_DEGREE + i);
      LweParameters row = LweParameters.of(polyDegree, maxLogQ(polyDegree, levelBits));
      double bits = LatticeEstimator.estimate(row).securityBits();
      least = Math.min(least, bits);
      most = Math.max(most, bits);
    }
    return new Range(least, most);
  }

  /** Bits of security of the least and of the most secure row. */
  public record Range(double least, double most) {}

  /** Name as on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public static LevelTable parse(String token) {
    for (LevelTable table : values()) {
      if (table.token().equals(token)) {
        return table;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no level table: use %s"
            .formatted(
                token,
                Arrays.stream(values())
                    .map(LevelTable::token)
                    .collect(Collectors.joining(" or "))));
  }
}
