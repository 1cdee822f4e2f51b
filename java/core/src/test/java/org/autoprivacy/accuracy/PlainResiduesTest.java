package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainResiduesTest {

  @Test
  void onlyTheNamedResidueChanges() {
    long[] factors = {12289, 40961, 17};
    PlainResidues residues = new PlainResidues(List.of(12289L, 40961L, 17L));
    long t = 12289L * 40961 * 17;
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      int value = random.nextInt(1_000_000_000) - 500_000_000;
      int j = i % 3;
      long error = random.nextInt(2001) - 1000L;
      long moved = residues.shifted(value, j, error);
      // Clamped values cannot be told from others at 32 bits; t is 33 bits wide.
      if (moved > Integer.MIN_VALUE && moved < Integer.MAX_VALUE) {
        for (int k = 0; k < 3; k++) {
          long expected = value + (k == j ? error : 0);
          assertEquals(Math.floorMod(expected, factors[k]), Math.floorMod(moved, factors[k]));
        }
        assertTrue(Math.abs(moved) <= t / 2);
      }
      assertEquals(value + error, residues.shiftedInAll(value, error));
    }
  }

  @Test
  void valuesWrapAtHalfOfT() {
    PlainResidues residues = new PlainResidues(List.of(12289L));
    assertEquals(6144, residues.shifted(6143, 0, 1));
    assertEquals(-6144, residues.shifted(6144, 0, 1));
    assertEquals(6144, residues.shifted(-6144, 0, -1));
    assertEquals(0, residues.shifted(5, 0, 12289L * 7 - 5));
  }

  @Test
  void refusesModuliThatDoNotFitALong() {
    assertThrows(
        IllegalArgumentException.class, () -> new PlainResidues(List.of(1L << 40, (1L << 40) - 1)));
  }
}
