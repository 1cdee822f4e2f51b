package org.autoprivacy.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.HeBackend;

/**
 * The second validation table: how often decryption fails on parameter sets that are made to fail
 * at 2^-5, 2^-7, 2^-10 and 2^-13 per coefficient, in both packings.
 */
public final class FailureValidation {

  /** Failures that a row is measured to. */
  private static final int ENOUGH = 600;

  private static final TableFile<FailureRow> TABLE =
      new TableFile<>("failures", FailureRow.HEADER, FailureRow::parse, FailureRow::csv);

  private final HeBackend backend;
  private final boolean quick;
  private final long seed;

  /**
   * On one engine.
   *
   * @param quick two sets, within seconds
   * @param seed of messages and plaintexts; keys and errors are the engine's own
   */
  public FailureValidation(HeBackend backend, boolean quick, long seed) {
    this.backend = backend;
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
  public FailureTable run(Path file, ValidationListener listener) throws IOException {
    List<FailureRow> rows = new ArrayList<>(TABLE.read(file));
    Set<String> done = new HashSet<>();
    rows.forEach(row -> done.add(row.set()));
    List<FailureSet> sets = quick ? FailureSet.quick() : FailureSet.all();
    for (int i = 0; i < sets.size(); i++) {
      FailureSet set = sets.get(i);
      String name = set.token();
      if (!done.contains(name)) {
        listener.update((double) i / sets.size(), name);
        SplittableRandom random = new SplittableRandom(seed << 32 ^ name.hashCode());
        FailureRow row = new FailureMeasurement(set, ENOUGH, random).run(backend);
        rows.add(FailureRow.parse(row.csv())); // the digits that the file keeps
        TABLE.write(file, rows);
      }
    }
    return new FailureTable(rows);
  }
}
