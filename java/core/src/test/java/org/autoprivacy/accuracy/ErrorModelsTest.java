package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.junit.jupiter.api.Test;

class ErrorModelsTest {

  private static final LayerShape SHAPE = Fixtures.shape(0);
  private static final int VALUES = (int) SHAPE.outputs();

  private static long[] values(LayerOutputs outputs, int image) {
    long[] values = new long[outputs.values()];
    for (int v = 0; v < values.length; v++) {
      values[v] = outputs.get(image, v);
    }
    return values;
  }

  @Test
  void failedCiphertextTurnsAllItsValuesIntoUniformOnes() {
    // 8x8 pixels take 64 slots, 32 channels a ciphertext: all 8 channels are in one.
    LayerCandidate candidate = Fixtures.candidate(Packing.SLOTS_DELPHI, 3, 20);
    long t = candidate.parameters().plainModuli().getFirst();
    ErrorModel model = ErrorModel.of(ErrorModelKind.SLOTS, SHAPE, candidate, ErrorHalf.EVALUATION);
    assertEquals(1, model.units());
    assertEquals(0.125, model.unitRate(), 1e-15);
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          long[] before = values(outputs, 0);
          double[] thirds = new double[3];
          int unchanged = 0;
          for (int run = 0; run < 50; run++) {
            model.fail(0, 0.01, 77 + run, outputs, 0);
            long[] after = values(outputs, 0);
            for (int v = 0; v < VALUES; v++) {
              assertTrue(Math.abs(after[v]) <= t / 2);
              thirds[(int) ((after[v] + t / 2.0) / t * 3)]++;
              unchanged += after[v] == before[v] ? 1 : 0;
              outputs.set(0, v, before[v]);
            }
          }
          double draws = 50.0 * VALUES;
          for (double third : thirds) {
            assertEquals(draws / 3, third, 5 * Math.sqrt(draws * 2 / 9));
          }
          assertTrue(unchanged < 5, "1 in t stays");
        });
  }

  @Test
  void slotErrorsStayInTheirCiphertextAndResidue() {
    LayerShape wide = LayerShape.convolution(1, 8, 8, 8, 3, 1, 1);
    LayerCandidate candidate = Fixtures.candidate(Packing.SLOTS_DELPHI, 3, 14, 16);
    SlotErrors model = new SlotErrors(wide, candidate);
    assertEquals(2, model.units(), "one ciphertext for each factor of t");
    assertEquals(1 / 8.0, 1 - Math.pow(1 - model.unitRate(), 2), 1e-12, "either of them");
    long first = candidate.parameters().plainModuli().get(0);
    long second = candidate.parameters().plainModuli().get(1);
    Fixtures.withOutputs(
        0,
        2,
        outputs -> {
          long[] before = values(outputs, 1);
          long[] other = values(outputs, 0);
          model.fail(1, 0.01, 5, outputs, 1);
          long[] after = values(outputs, 1);
          for (int v = 0; v < VALUES; v++) {
            assertEquals(Math.floorMod(before[v], first), Math.floorMod(after[v], first));
            assertTrue(Math.abs(after[v]) <= first * second / 2);
          }
          org.junit.jupiter.api.Assertions.assertArrayEquals(other, values(outputs, 0));
        });
  }

  @Test
  void foldedSumsMostlyFailByOneInAllValues() {
    // 512 inputs, four times in 2048 slots, two diagonals: outputs are folded from 256 copies.
    LayerShape matrix = LayerShape.fullyConnected(512, 8);
    LayerCandidate candidate = Fixtures.candidate(Packing.SLOTS, 8, 20);
    SlotErrors model = new SlotErrors(matrix, candidate);
    assertEquals(1, model.units());
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          long[] before = values(outputs, 0);
          int alike = 0;
          int runs = 200;
          for (int run = 0; run < runs; run++) {
            model.fail(0, 0.001, 31 + run, outputs, 0);
            long[] after = values(outputs, 0);
            long first = after[0] - before[0];
            boolean same = Math.abs(first) == 1;
            for (int v = 0; v < matrix.outputs(); v++) {
              assertTrue(after[v] != before[v], "all values of a failed ciphertext are wrong");
              same &= after[v] - before[v] == first;
              outputs.set(0, v, before[v]);
            }
            alike += same ? 1 : 0;
          }
          assertTrue(alike > runs / 4, alike + " of " + runs);
        });
  }

  @Test
  void rateOfCoefficientsBecomesOneOfCiphertexts() {
    LayerCandidate slots = Fixtures.candidate(Packing.SLOTS_DELPHI, 10, 20);
    ErrorRate perCoefficient = new ErrorRate(-15, ErrorRate.Of.COEFFICIENT);
    double rate = new SlotErrors(SHAPE, slots.failingAt(perCoefficient)).unitRate();
    assertEquals(1 - Math.pow(1 - Math.pow(2, -15), 2048), rate, 1e-12);
    ErrorRate perInference = new ErrorRate(-15, ErrorRate.Of.INFERENCE);
    for (ErrorModelKind kind : new ErrorModelKind[] {ErrorModelKind.SLOTS, ErrorModelKind.PAPER}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ErrorModel.of(kind, SHAPE, slots.failingAt(perInference), ErrorHalf.EVALUATION));
    }
  }

  @Test
  void coefficientErrorsAreRoundedGaussians() {
    // A rate of 2^-3 per coefficient: deviation 1/(2·1.534) in units of the plaintext.
    LayerCandidate candidate = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 3, 20);
    ErrorModel model =
        ErrorModel.of(ErrorModelKind.COEFFICIENTS, SHAPE, candidate, ErrorHalf.EVALUATION);
    assertEquals(VALUES, model.units());
    assertEquals(0.125, model.unitRate(), 1e-9);
    Random random = new Random(8);
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          int ones = 0;
          int positive = 0;
          int draws = 20_000;
          for (int i = 0; i < draws; i++) {
            int unit = random.nextInt(VALUES);
            long before = outputs.get(0, unit);
            model.fail(unit, random.nextDouble() * 0.125, random.nextLong(), outputs, 0);
            long error = outputs.get(0, unit) - before;
            assertTrue(error != 0);
            ones += Math.abs(error) == 1 ? 1 : 0;
            positive += error > 0 ? 1 : 0;
            outputs.set(0, unit, before);
          }
          assertTrue(ones > 0.9998 * draws, "almost always one unit: " + ones);
          assertEquals(0.5, positive / (double) draws, 0.02);
        });
  }

  @Test
  void errorInOneFactorOfTMovesTheValueFar() {
    LayerCandidate candidate = Fixtures.candidate(Packing.COEFFICIENTS_CHEETAH, 3, 14, 16);
    ErrorModel model =
        ErrorModel.of(ErrorModelKind.COEFFICIENTS, SHAPE, candidate, ErrorHalf.EVALUATION);
    assertEquals(2 * VALUES, model.units());
    long first = candidate.parameters().plainModuli().get(0);
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          long before = outputs.get(0, 5);
          model.fail(VALUES + 5, 1e-9, 1, outputs, 0);
          long error = outputs.get(0, 5) - before;
          assertTrue(error != 0);
          assertEquals(0, error % first, "a multiple of the other factor");
        });
  }

  @Test
  void paperErrorsAreSmallWhateverThePackingAndT() {
    LayerCandidate candidate = Fixtures.candidate(Packing.SLOTS_DELPHI, 5, 14, 16);
    ErrorModel model = ErrorModel.of(ErrorModelKind.PAPER, SHAPE, candidate, ErrorHalf.EVALUATION);
    assertEquals(VALUES, model.units());
    assertEquals(1 / 32.0, model.unitRate(), 1e-12);
    Fixtures.withOutputs(
        0,
        1,
        outputs -> {
          long before = outputs.get(0, 9);
          model.fail(9, 0.01, 1, outputs, 0);
          assertEquals(before + 1, outputs.get(0, 9));
          model.fail(9, 0.01, -1, outputs, 0);
          assertEquals(before, outputs.get(0, 9));
        });
  }
}
