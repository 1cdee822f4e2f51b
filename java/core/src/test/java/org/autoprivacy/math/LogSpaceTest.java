package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogSpaceTest {

  @Test
  void sumsOfTwoAreThoseOfPlainNumbers() {
    assertEquals(2, LogSpace.log2Sum(1.0, 1.0), 1e-15);
    assertEquals(LogSpace.log2(11), LogSpace.log2Sum(3.0, LogSpace.log2(3)), 1e-15);
    assertEquals(LogSpace.log2(11), LogSpace.log2Sum(LogSpace.log2(3), 3.0), 1e-15);
  }

  @Test
  void nothingOverflows() {
    assertEquals(5001, LogSpace.log2Sum(5000.0, 5000.0), 1e-12);
    assertEquals(-4999, LogSpace.log2Sum(-5000.0, -5000.0), 1e-12);
    assertEquals(5000, LogSpace.log2Sum(5000.0, -5000.0));
    assertEquals(5002, LogSpace.log2Sum(5000.0, 5000.0, 5000.0, 5000.0), 1e-12);
  }

  @Test
  void zeroAddsNothingAndInfinityStays() {
    double zero = Double.NEGATIVE_INFINITY;
    assertEquals(7, LogSpace.log2Sum(7.0, zero));
    assertEquals(zero, LogSpace.log2Sum(zero, zero));
    assertEquals(zero, LogSpace.log2Sum());
    assertEquals(zero, LogSpace.log2Sum(zero, zero, zero));
    assertEquals(Double.POSITIVE_INFINITY, LogSpace.log2Sum(Double.POSITIVE_INFINITY, 3.0));
    assertEquals(3, LogSpace.log2Sum(zero, 3.0, zero), 0);
    assertEquals(Double.NaN, LogSpace.log2Sum(Double.NaN, 1.0, 2.0));
  }

  @Test
  void manyTermsEqualRepeatedPairs() {
    double[] logs = {-3.5, 12.25, 0, 7.5, 12};
    double pairs = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      pairs = LogSpace.log2Sum(pairs, log);
    }
    assertEquals(pairs, LogSpace.log2Sum(logs), 1e-14);
  }
}
