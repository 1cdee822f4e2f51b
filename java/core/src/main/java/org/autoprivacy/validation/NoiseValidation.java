package org.autoprivacy.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;

/**
 * The first validation table: predicted and measured standard deviations of each operation alone
 * and of random chains, on many parameter sets.
 */
public final class NoiseValidation {

  private static final int CHAINS = 2;

  private static final TableFile<NoiseRow> TABLE =
      new TableFile<>("noise", NoiseRow.HEADER, NoiseRow::parse, NoiseRow::csv);

  private final HeBackend backend;
  private final EngineTraits traits;
  private final boolean quick;
  private final long seed;

  /**
   * On one engine.
   *
   * @param quick few sets and coefficients, within seconds
   * @param seed of messages, plaintexts and chains; keys and errors are the engine's own
   */
  public NoiseValidation(HeBackend backend, boolean quick, long seed) {
    this.backend = backend;
    this.traits = EngineTraits.of(backend);
    this.quick = quick;
    this.seed = seed;
  }

  /**
   * Measures what the file does not hold yet, and adds it row by row.
   *
   * @param file CSV, made if missing
   * @throws IllegalArgumentException if the file is no such table
   * @throws IOException if it cannot be read or written
   */
  public NoiseTable run(Path file, ValidationListener listener) throws IOException {
    List<NoiseRow> rows = new ArrayList<>(TABLE.read(file));
    Set<String> done = new HashSet<>();
    rows.forEach(row -> done.add(row.set() + " " + row.operation()));
    List<ParameterSets.Set> sets = quick ? ParameterSets.quick() : ParameterSets.all();
    for (int i = 0; i < sets.size(); i++) {
      ParameterSets.Set set = sets.get(i);
      BfvParameters parameters = set.parameters();
      NoiseMeasurement measurement =
          new NoiseMeasurement(
              set, traits, quick ? NoiseMeasurement.Effort.QUICK : NoiseMeasurement.Effort.FULL);
      try (HeContext context = backend.newContext(parameters)) {
        for (Job job : jobs(parameters, measurement, set.token())) {
          String name = set.token() + " " + job.operation();
          if (done.contains(name)) {
            continue;
          }
          listener.update((double) i / sets.size(), name);
          Optional<NoiseRow> row =
              measurement.run(
                  context,
                  job.operation(),
                  job.circuits(),
                  job.closedFormStd(),
                  job.text(),
                  randomOf(name));
          if (row.isPresent()) {
            rows.add(NoiseRow.parse(row.get().csv())); // the digits that the file keeps
            TABLE.write(file, rows);
          }
        }
      }
    }
    return new NoiseTable(rows);
  }

  /** A source of its own for each row, so that a table that is gone on with is the same table. */
  private SplittableRandom randomOf(String row) {
    return new SplittableRandom(seed << 32 ^ row.hashCode());
  }

  /** How many parameter sets there are. */
  public int sets() {
    return (quick ? ParameterSets.quick() : ParameterSets.all()).size();
  }

  /** One row to be measured. */
  private record Job(
      String operation,
      BiFunction<Machine, SplittableRandom, Circuit> circuits,
      double closedFormStd,
      String text) {}

  private List<Job> jobs(BfvParameters parameters, NoiseMeasurement measurement, String token) {
    List<Job> jobs = new ArrayList<>();
    NoiseCase.Setting setting = NoiseCase.Setting.of(parameters, traits.digits());
    for (NoiseCase operation : NoiseCase.values()) {
      if (operation.fits(parameters)) {
        jobs.add(
            new Job(
                operation.token(),
                operation::circuit,
                Math.sqrt(operation.closedForm(setting)),
                operation.token()));
      }
    }
    SplittableRandom random = randomOf(token);
    for (int i = 1; i <= CHAINS; i++) {
      RandomChain chain = RandomChain.draw(parameters, traits, measurement.fft(), random.split());
      jobs.add(new Job("chain-" + i, chain::circuit, 0, chain.text()));
    }
    return jobs;
  }
}
