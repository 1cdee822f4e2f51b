package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTailTest {

  private static JsonNode kat() throws IOException {
    try (InputStream in = NormalTailTest.class.getResourceAsStream("/kat/normal-tail.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }

  @Test
  void tailsEqualHighPrecisionOnes() throws IOException {
    JsonNode rows = kat().get("tails");
    assertEquals(23, rows.size());
    for (JsonNode row : rows) {
      double expected = Double.parseDouble(row.get("log2").textValue());
      double actual = NormalTail.log2TwoSidedTail(row.get("x").doubleValue());
      assertEquals(expected, actual, 2e-14 * Math.abs(expected), row.toString());
    }
  }

  @Test
  void quantilesEqualHighPrecisionOnes() throws IOException {
    JsonNode rows = kat().get("quantiles");
    assertEquals(27, rows.size());
    for (JsonNode row : rows) {
      double expected = Double.parseDouble(row.get("x").textValue());
      double actual = NormalTail.quantile(row.get("log2").doubleValue());
      assertEquals(expected, actual, 2e-14 * expected, row.toString());
    }
  }

  @Test
  void inverseUndoesTheTail() {
    for (double log2 = -1e-9; log2 > -2000; log2 *= 1.1) {
      double back = NormalTail.log2TwoSidedTail(NormalTail.quantile(log2));
      assertEquals(log2, back, 2e-14 * -log2);
    }
  }

  @Test
  void tailFallsStrictlyAcrossTheChangeOfMethod() {
    double edge = 1.5 * Math.sqrt(2);
    double before = NormalTail.log2TwoSidedTail(edge - 1e-9);
    for (int i = -999; i <= 1000; i++) {
      double log2 = NormalTail.log2TwoSidedTail(edge + i * 1e-12);
      assertTrue(log2 < before, "at " + i);
      before = log2;
    }
  }

  @Test
  void endsAreExact() {
    assertEquals(0, NormalTail.log2TwoSidedTail(0));
    assertEquals(Double.NEGATIVE_INFINITY, NormalTail.log2TwoSidedTail(Double.POSITIVE_INFINITY));
    assertEquals(0, NormalTail.quantile(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-300, -1, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesNegativeArguments(double x) {
    assertThrows(IllegalArgumentException.class, () -> NormalTail.log2TwoSidedTail(x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1, -2e9, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoProbability(double log2) {
    assertThrows(IllegalArgumentException.class, () -> NormalTail.quantile(log2));
  }
}
