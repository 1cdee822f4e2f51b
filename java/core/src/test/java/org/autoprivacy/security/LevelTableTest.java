package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTableTest {

  @Test
  void standardTableHoldsItsRows() {
    LevelTable table = LevelTable.HE_STANDARD_2018;
    assertEquals(27, table.maxLogQ(1024, 128));
    assertEquals(218, table.maxLogQ(8192, 128));
    assertEquals(881, table.maxLogQ(32768, 128));
    assertEquals(152, table.maxLogQ(8192, 192));
    assertEquals(476, table.maxLogQ(32768, 256));
  }

  @ParameterizedTest
  @CsvSource({"512, 128", "65536, 128", "3000, 128", "4096, 100", "4096, 128.5", "0, 128"})
  void standardTableHasNoOtherRows(int polyDegree, double level) {
    assertThrows(
        IllegalArgumentException.class,
        () -> LevelTable.HE_STANDARD_2018.maxLogQ(polyDegree, level));
  }

  @Test
  void standardTableIsBelowItsLevelsToday() {
    for (int n = 1024; n <= 32768; n *= 2) {
      double logQ = LevelTable.HE_STANDARD_2018.maxLogQ(n, 128);
      double bits = LatticeEstimator.estimate(LweParameters.of(n, logQ)).securityBits();
      LevelTable.Range range = LevelTable.HE_STANDARD_2018.todaysBits(128);
      assertTrue(bits > 125 && bits < 126.5, n + ": " + bits);
      assertTrue(range.least() <= bits && bits <= range.most(), range.toString());
    }
    assertThrows(IllegalArgumentException.class, () -> LevelTable.HE_STANDARD_2018.todaysBits(100));
  }

  @Test
  void estimatorIsTheOtherTable() {
    assertEquals(LatticeEstimator.maxLogQ(4096, 128), LevelTable.ESTIMATOR.maxLogQ(4096, 128));
    assertThrows(IllegalArgumentException.class, () -> LevelTable.parse("seal"));
  }
}
