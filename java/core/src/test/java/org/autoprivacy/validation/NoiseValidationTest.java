package org.autoprivacy.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.DigitForm;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.noise.OperandSpread;
import org.autoprivacy.seal.SealBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The validation tables on few sets. Keys and errors come from cryptographic generators, so that
 * bounds are wide enough never to be missed by chance.
 */
class NoiseValidationTest {

  @TempDir Path folder;

  /** The engine {@code java} has SEAL's bits, so that it stands in for SEAL. */
  static Stream<HeBackend> engines() {
    return Stream.of(
        SealBackend.ffm().isAvailable() ? SealBackend.ffm() : JavaBackend.instance(),
        JavaBackend.centredDigits());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void predictedStandardDeviationsAreMeasured(HeBackend engine) throws IOException {
    Path file = folder.resolve("noise.csv");
    NoiseTable table = new NoiseValidation(engine, true, 1).run(file, (fraction, row) -> {});
    assertTrue(table.rows().size() > 30, "rows: " + table.rows().size());
    double squares = 0;
    for (NoiseRow row : table.rows()) {
      assertTrue(Math.abs(row.deviations()) < 5.5, row.csv());
      squares += row.deviations() * row.deviations() / table.rows().size();
    }
    // The mean of 30 squares of normal numbers is beyond 2.5 once in 100 000 times.
    assertTrue(squares < 2.5, "mean square of deviations " + squares);
    assertEquals(3, table.sets());
    // Done is done: with other keys every row would be another one.
    assertEquals(
        table.rows(), new NoiseValidation(engine, true, 1).run(file, (fraction, row) -> {}).rows());
    String page = table.markdown(engine.name(), "command");
    assertTrue(page.contains("| rotate |") && page.contains("n2048-3x40+40-t12p"), page);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void predictedFailuresAreMeasured(HeBackend engine) throws IOException {
    Path file = folder.resolve("failures.csv");
    FailureTable table = new FailureValidation(engine, true, 1).run(file, (fraction, row) -> {});
    assertEquals(2, table.rows().size());
    for (FailureRow row : table.rows()) {
      double expected = Math.pow(2, row.predictedLog2()) * row.coefficients();
      double loose = FailureRow.perPercent(row.predictedLog2()) - 1;
      double bound = expected * loose + 5.5 * Math.sqrt(expected * Math.max(1, row.bunching()));
      assertEquals(expected, row.failures(), bound, row.csv());
      assertTrue(row.interval()[0] < row.measured() && row.measured() < row.interval()[1]);
    }
    assertTrue(table.markdown(engine.name(), "command").contains("coefficients"));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = folder.resolve("noise.csv");
    Files.writeString(file, "a,b\n1,2\n");
    NoiseValidation noise = new NoiseValidation(JavaBackend.instance(), true, 1);
    assertThrows(IllegalArgumentException.class, () -> noise.run(file, (fraction, row) -> {}));
    Files.writeString(file, NoiseRow.HEADER + "\nx,y,z\n");
    assertThrows(IllegalArgumentException.class, () -> noise.run(file, (fraction, row) -> {}));
    FailureValidation failures = new FailureValidation(JavaBackend.instance(), true, 1);
    assertThrows(IllegalArgumentException.class, () -> failures.run(file, (fraction, row) -> {}));
  }

  /** Closed forms are the mean of what operands from their distributions give. */
  @ParameterizedTest
  @EnumSource(NoiseCase.class)
  void closedFormsAreMeansOverOperands(NoiseCase operation) {
    for (DigitForm digits : DigitForm.values()) {
      BfvParameters parameters = new ParameterSets.Set(1024, 4, 50, 44, 20, true).parameters();
      NegacyclicFft fft = new NegacyclicFft(1024);
      EngineTraits traits = new EngineTraits(digits, true);
      SplittableRandom random = new SplittableRandom(7);
      int draws = 240;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < draws; i++) {
        try (Machine machine = new ForecastMachine(parameters, traits, fft, random.split());
            Circuit circuit = operation.circuit(machine, random);
            Tracked result = circuit.run(random)) {
          double square = result.noise().meanSquare();
          sum += square / draws;
          squares += square * square / draws;
        }
      }
      double spread = Math.sqrt(Math.max(0, squares - sum * sum)) / sum;
      double closed = operation.closedForm(NoiseCase.Setting.of(parameters, digits));
      assertEquals(1, sum / closed, 4 * spread / Math.sqrt(draws) + 2e-3, operation.token());
    }
  }

  /** The spread over keys of one switch: three quarters are a random walk. */
  @Test
  void spreadOfAKeySwitchIsAsComputed() {
    BfvParameters parameters = new ParameterSets.Set(1024, 2, 50, 40, 20, true).parameters();
    NegacyclicFft fft = new NegacyclicFft(1024);
    EngineTraits traits = new EngineTraits(DigitForm.RESIDUES, false);
    SplittableRandom random = new SplittableRandom(8);
    int draws = 2000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      try (Machine machine = new ForecastMachine(parameters, traits, fft, random.split());
          Tracked fresh = machine.encryptSymmetric(random);
          Tracked rotated = machine.rotate(fresh, 3)) {
        double square = rotated.noise().meanSquare();
        sum += square / draws;
        squares += square * square / draws;
      }
    }
    // The relative variance of 2000 draws is itself off by some per cent.
    assertEquals(OperandSpread.keySwitch(1), squares / (sum * sum) - 1, 0.06);
  }
}
