package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {

  private static final String LINES =
      """
      epoch,phase,rate,loss,train_top1,test_top1,seconds
      1,float,0.100000,2.50000,0.40000,0.50000,12.0
      2,integer,0.000000,1.25000,0.60000,0.75000,13.5
      """;

  @Test
  void anEpochIsALineAndAPointOfEachAccuracy() {
    Curve curve = new Curve();
    curve.add(new EpochReport(1, 2, false, 0.1, 2.5, 0.4, 0.5, 12));
    curve.add(new EpochReport(2, 2, true, 0, 1.25, 0.6, 0.75, 13.5));
    assertEquals(LINES, curve.csv());
    String svg = curve.svg("some-network");
    assertTrue(svg.contains("Training some-network"), svg);
    assertEquals(4, svg.split("<circle", -1).length - 1);
  }

  @Test
  void theCurveOfACheckpointGoesOn() {
    Curve curve = Curve.of(LINES);
    assertEquals(LINES, curve.csv());
    curve.add(new EpochReport(3, 3, true, 0, 1, 0.7, 0.8, 1));
    assertEquals(LINES + "3,integer,0.000000,1.00000,0.70000,0.80000,1.0\n", curve.csv());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,float,0.1", "x,float,0.1,2,0.4,0.5,1", "3,float,0.1,2,0.4,NaN,1"})
  void aDamagedLineIsNamed(String line) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Curve.of(LINES + line + "\n"));
    assertTrue(e.getMessage().contains("\"" + line + "\""), e.getMessage());
  }
}
