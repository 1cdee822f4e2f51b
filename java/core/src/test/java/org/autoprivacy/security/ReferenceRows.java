package org.autoprivacy.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Figures of the lattice-estimator itself, from src/test/resources/lwe/lattice-estimator.csv. */
final class ReferenceRows {

  /** One figure: an attack's cost on parameters under a model. */
  record Row(
      LweParameters parameters, CostModelKind model, String attack, double bits, String text) {

    double deviation(SecurityEstimate estimate) {
      double ours =
          switch (attack) {
            case "usvp" -> estimate.usvp().bits();
            case "bdd" -> estimate.bdd().bits();
            case "dual_hybrid" -> estimate.dualHybrid().bits();
            default -> throw new IllegalStateException("no attack of ours: " + attack);
          };
      return ours - bits;
    }
  }

  private ReferenceRows() {}

  static List<Row> all() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceRows.class.getResourceAsStream("/lwe/lattice-estimator.csv")),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("n,"))
          .map(ReferenceRows::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row parse(String line) {
    String[] cells = line.split(",", -1);
    LweParameters parameters =
        new LweParameters(
            Integer.parseInt(cells[0]),
            Double.parseDouble(cells[1]),
            Double.parseDouble(cells[2]),
            SecretDistribution.parse(cells[3]),
            cells[4].equals("oo") ? LweParameters.UNLIMITED : Long.parseLong(cells[4]));
    return new Row(
        parameters, CostModelKind.parse(cells[5]), cells[6], Double.parseDouble(cells[7]), line);
  }
}
