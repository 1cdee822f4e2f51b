package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every figure of the lattice-estimator that we have, under every cost model. */
class LatticeEstimatorReferenceTest {

  /** The reference is rounded to four decimals. */
  private static final double ROUNDING = 0.5e-4 + 1e-9;

  private static final List<ReferenceRows.Row> ROWS = ReferenceRows.all();

  @Test
  void everyFigureAgreesToItsLastDigit() {
    assertEquals(1013, ROWS.size());
    for (ReferenceRows.Row row : ROWS) {
      SecurityEstimate estimate = LatticeEstimator.estimate(row.parameters(), row.model());
      assertEquals(0, row.deviation(estimate), ROUNDING, row.text());
    }
  }

  @Test
  void everyAttackIsHeldAgainstManyFigures() {
    Map<String, Integer> counts = new TreeMap<>();
    ROWS.forEach(row -> counts.merge(row.model().token() + " " + row.attack(), 1, Integer::sum));
    assertTrue(counts.getOrDefault("matzov usvp", 0) >= 280, counts.toString());
    assertTrue(counts.getOrDefault("matzov bdd", 0) >= 80, counts.toString());
    assertTrue(counts.getOrDefault("matzov dual_hybrid", 0) >= 110, counts.toString());
    assertTrue(counts.getOrDefault("adps16 dual_hybrid", 0) >= 70, counts.toString());
  }
}
