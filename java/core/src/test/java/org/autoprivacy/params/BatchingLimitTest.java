package org.autoprivacy.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchingLimitTest {

  @Test
  void theRowOfDarlCannotBatch() {
    BatchingLimit darl = BatchingLimit.of(14, 8192);
    assertFalse(darl.holds());
    assertEquals(65537, darl.nearest());
    assertEquals(2048, darl.largestDegree());
    assertTrue(darl.toString().contains("2048 (12289)"), darl.toString());
  }

  @Test
  void theRowOfDelphiCan() {
    BatchingLimit delphi = BatchingLimit.of(22, 8192);
    assertTrue(delphi.holds(), delphi.toString());
    assertEquals(1, delphi.nearest() % 16384);
    assertEquals(22, 64 - Long.numberOfLeadingZeros(delphi.nearest()));
  }

  @Test
  void theNarrowestBatchSmallRings() {
    // 3 is 1 modulo 2, and 5 modulo 4.
    assertEquals(1, BatchingLimit.of(2, 1024).largestDegree());
    assertEquals(2, BatchingLimit.of(3, 1024).largestDegree());
    assertThrows(IllegalArgumentException.class, () -> BatchingLimit.of(1, 1024));
    assertThrows(IllegalArgumentException.class, () -> BatchingLimit.of(20, 1000));
  }
}
