package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatticeEstimatorTest {

  @Test
  void intermediateFiguresOfOnePoint() {
    // lattice-estimator 27a581b: n = 4096, log2 q = 109, ternary, sigma 3.2.
    SecurityEstimate estimate = LatticeEstimator.estimate(LweParameters.of(4096, 109));
    assertEquals(125.555453, estimate.usvp().bits(), 1e-6);
    assertEquals(327, estimate.usvp().blockSize());
    assertEquals(8014, estimate.usvp().dimension());
    assertEquals(125.098759, estimate.bdd().bits(), 1e-6);
    assertEquals(325, estimate.bdd().blockSize());
    assertEquals(356, estimate.bdd().lastBlockSize());
    assertEquals(8081, estimate.bdd().dimension());
    DualHybridCost dual = estimate.dualHybrid();
    assertEquals(125.718190, dual.bits(), 1e-6);
    assertEquals(324, dual.blockSize());
    assertEquals(3, dual.modulus());
    assertEquals(0, dual.guessed());
    assertEquals(60, dual.transformed());
    assertEquals(8132, dual.dimension());
    assertEquals(71.343887, dual.log2Samples(), 1e-6);
    assertEquals(estimate.bdd().bits(), estimate.securityBits());
  }

  @Test
  void rootHermiteFactors() {
    assertEquals(1.00457067, Math.exp(RootHermite.lnDelta(327)), 5e-9);
    assertEquals(1.00458962, Math.exp(RootHermite.lnDelta(325)), 5e-9);
    assertEquals(1.00340403, Math.exp(RootHermite.lnDelta(500)), 5e-9);
    assertEquals(1.01295, Math.exp(RootHermite.lnDelta(40)), 1e-12);
    assertEquals(1.01862, Math.exp(RootHermite.lnDelta(9)), 1e-12);
  }

  /** The largest whole log2 q per level, from the lattice-estimator's own evaluations. */
  @ParameterizedTest
  @CsvSource({
    "matzov, 128, 26 53 106 214 430 868",
    "matzov, 192, 17 36 73 147 297 596",
    "matzov, 256, 13 27 56 114 230 462",
    "adps16, 128, 22 44 88 176 352 705",
    "adps16-quantum, 128, 20 41 82 164 329 658",
    "bdgl16, 128, 27 54 108 217 438 881",
    "bdgl16, 192, 18 37 74 151 304 611",
    "bdgl16, 256, 13 28 57 117 236 475",
    "laamospol14, 128, 25 50 101 203 409 825",
    "chaloy21, 128, 20 40 80 161 322 644"
  })
  void largestModuli(String model, double level, String expected) {
    StringBuilder found = new StringBuilder();
    for (int n = 1024; n <= 32768; n *= 2) {
      double logQ =
          LatticeEstimator.maxLogQ(
              n,
              level,
              LweParameters.STANDARD_SIGMA,
              SecretDistribution.TERNARY,
              CostModelKind.parse(model));
      found.append(found.isEmpty() ? "" : " ").append((int) logQ);
    }
    assertEquals(expected, found.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072})
  void largestModulusReachesItsLevelAndTheNextDoesNot(int n) {
    for (double level : new double[] {64, 128, 192, 256}) {
      double logQ = LatticeEstimator.maxLogQ(n, level);
      assertTrue(
          LatticeEstimator.estimate(LweParameters.of(n, logQ)).securityBits() >= level,
          n + " at " + level);
      assertTrue(
          LatticeEstimator.estimate(LweParameters.of(n, logQ + 1.0 / 4096)).securityBits() < level,
          n + " at " + level);
      assertEquals(logQ, LatticeEstimator.maxLogQ(n, level));
    }
  }

  @ParameterizedTest
  @EnumSource(CostModelKind.class)
  void securityFallsWithTheModulusAndIsNeverMoreThan512(CostModelKind model) {
    for (SecretDistribution secret : SecretDistribution.values()) {
      for (int n = 1024; n <= 131072; n *= 128) {
        double before = SecurityEstimate.MOST_BITS;
        for (double logQ = 5; logQ < 100_000; logQ *= 1.5) {
          double bits =
              LatticeEstimator.estimate(
                      new LweParameters(n, logQ, 3.2, secret, LweParameters.UNLIMITED), model)
                  .securityBits();
          assertTrue(bits <= before + 0.6 && bits > 8, n + ", " + logQ + ": " + bits);
          before = bits;
        }
        assertTrue(before < 64, "a modulus of 10^5 bits is broken, got " + before);
      }
    }
  }

  @Test
  void moreSamplesThanTheDegreeChangeNothing() {
    for (int n = 1024; n <= 32768; n *= 2) {
      double logQ = 26.5 * n / 1024;
      LweParameters unlimited = LweParameters.of(n, logQ);
      LweParameters few =
          new LweParameters(n, logQ, unlimited.sigma(), SecretDistribution.TERNARY, n);
      assertEquals(
          LatticeEstimator.estimate(unlimited).securityBits(),
          LatticeEstimator.estimate(few).securityBits());
    }
  }

  @Test
  void largerErrorsAreSafer() {
    double standard = LatticeEstimator.maxLogQ(4096, 128);
    double larger =
        LatticeEstimator.maxLogQ(4096, 128, 6.4, SecretDistribution.TERNARY, CostModelKind.MATZOV);
    assertTrue(larger > standard + 0.3, standard + " and " + larger);
  }

  @Test
  void severalThreadsGetWhatOneGets() {
    List<LweParameters> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      points.add(LweParameters.of(1024 << (i % 6), (20 + i * 0.03) * (1 << (i % 6))));
    }
    List<SecurityEstimate> together = SecurityBatch.estimate(points, CostModelKind.MATZOV);
    for (int i = 0; i < points.size(); i++) {
      assertEquals(LatticeEstimator.estimate(points.get(i)), together.get(i));
    }
  }

  @Test
  void refusesWhatIsOutsideTheModel() {
    assertRefused("power of two", () -> LweParameters.of(512, 20));
    assertRefused("power of two", () -> LweParameters.of(3000, 60));
    assertRefused("power of two", () -> LweParameters.of(1 << 18, 60));
    assertRefused("log2 of the modulus", () -> LweParameters.of(1024, 4));
    assertRefused("log2 of the modulus", () -> LweParameters.of(1024, Double.NaN));
    assertRefused("log2 of the modulus", () -> LweParameters.of(1024, 1e6));
    assertRefused(
        "fewer than n", () -> new LweParameters(4096, 109, 3.2, SecretDistribution.TERNARY, 4095));
    assertRefused(
        "standard deviation",
        () -> new LweParameters(4096, 109, 0.5, SecretDistribution.TERNARY, 4096));
    assertRefused("outside the model", () -> SecretDistribution.parse("sparse:64"));
    assertRefused("no secret distribution", () -> SecretDistribution.parse("uniform"));
    assertRefused("no cost model", () -> CostModelKind.parse("core"));
    assertRefused("a level must be", () -> LatticeEstimator.maxLogQ(4096, 20));
    assertRefused("a level must be", () -> LatticeEstimator.maxLogQ(4096, Double.NaN));
    assertRefused("power of two", () -> LatticeEstimator.maxLogQ(1000, 128));
  }

  private static void assertRefused(String reason, Runnable action) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, action::run, reason);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void tokensAreReadBack() {
    for (CostModelKind model : CostModelKind.values()) {
      assertEquals(model, CostModelKind.parse(model.token()));
    }
    for (SecretDistribution secret : SecretDistribution.values()) {
      assertEquals(secret, SecretDistribution.parse(secret.token()));
    }
    for (LevelTable table : LevelTable.values()) {
      assertEquals(table, LevelTable.parse(table.token()));
    }
    assertEquals("adps16-quantum", CostModelKind.ADPS16_QUANTUM.token());
    assertEquals("he-standard-2018", LevelTable.HE_STANDARD_2018.token());
  }
}
