package org.autoprivacy.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Many parameters at once, as a CSV table: columns {@code poly_degree} and {@code log_q} in any
 * place come in, and go out again with {@code security_bits}, {@code usvp}, {@code bdd} and {@code
 * dual_hybrid} appended. Cells hold no commas and no quotes; empty lines are skipped.
 */
public final class SecurityBatch {

  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_LINE_LENGTH = 10_000;
  private static final String DEGREE = "poly_degree";
  private static final String LOG_Q = "log_q";
  private static final List<String> RESULTS =
      List.of("security_bits", "usvp", "bdd", "dual_hybrid");

  private final String header;
  private final List<Row> rows;

  private record Row(String text, LweParameters parameters) {}

  private SecurityBatch(String header, List<Row> rows) {
    this.header = header;
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param sigma standard deviation of an error coefficient, for all rows
   * @param secret distribution of the secret, for all rows
   * @throws IllegalArgumentException if the file is missing, too large or not such a table, naming
   *     file and line
   * @throws IOException if reading fails
   */
  public static SecurityBatch read(Path file, double sigma, SecretDistribution secret)
      throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toString(), sigma, secret);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist", e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is no text in UTF-8", e);
    }
  }

  private static SecurityBatch read(
      BufferedReader reader, String name, double sigma, SecretDistribution secret)
      throws IOException {
    String header = reader.readLine();
    if (header == null) {
      throw new IllegalArgumentException(name + " is empty: its first line must name the columns");
    }
    header = header.strip();
    List<String> columns = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
    int degree = columns.indexOf(DEGREE);
    int logQ = columns.indexOf(LOG_Q);
    if (degree < 0 || logQ < 0 || header.length() > MOST_LINE_LENGTH) {
      throw new IllegalArgumentException(
          name + ":1: the columns must include poly_degree and log_q, comma-separated");
    }
    for (String result : RESULTS) {
      if (columns.contains(result)) {
        throw new IllegalArgumentException(
            name + ":1: the column " + result + " is a result: remove it");
      }
    }
    List<Row> rows = new ArrayList<>();
    int number = 1;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = line.strip();
      if (text.isEmpty()) {
        continue;
      }
      if (rows.size() == MOST_ROWS || text.length() > MOST_LINE_LENGTH) {
        throw new IllegalArgumentException(
            "%s:%d: more than a million rows, or a line above 10000 characters"
                .formatted(name, number));
      }
      String[] cells = text.split(",", -1);
      if (cells.length != columns.size() || text.indexOf('"') >= 0) {
        throw new IllegalArgumentException(
            "%s:%d: %d plain cells are expected, got '%s'"
                .formatted(name, number, columns.size(), text));
      }
      try {
        rows.add(
            new Row(
                text,
                new LweParameters(
                    Integer.parseInt(cells[degree].strip()),
                    Double.parseDouble(cells[logQ].strip()),
                    sigma,
                    secret,
                    LweParameters.UNLIMITED)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s:%d: poly_degree must be a whole number and log_q a number, got '%s'"
                .formatted(name, number, text),
            e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return new SecurityBatch(header, rows);
  }

  /** The parameters, one per row in order. */
  public List<LweParameters> parameters() {
    return rows.stream().map(Row::parameters).toList();
  }

  /** Estimates many parameters on all cores; results are in the order of the parameters. */
  public static List<SecurityEstimate> estimate(
      List<LweParameters> parameters, CostModelKind model) {
    return parameters.parallelStream().map(each -> LatticeEstimator.estimate(each, model)).toList();
  }

  /** The table with its results, lines ending in a newline; figures have four decimals. */
  public String withResults(CostModelKind model) {
    List<SecurityEstimate> estimates = estimate(parameters(), model);
    StringBuilder table = new StringBuilder(header);
    RESULTS.forEach(column -> table.append(',').append(column));
    table.append('\n');
    for (int i = 0; i < rows.size(); i++) {
      SecurityEstimate estimate = estimates.get(i);
      table
          .append(rows.get(i).text)
          .append(
              String.format(
                  Locale.ROOT,
                  ",%.4f,%.4f,%.4f,%.4f\n",
                  estimate.securityBits(),
                  estimate.usvp().bits(),
                  estimate.bdd().bits(),
                  estimate.dualHybrid().bits()));
    }
    return table.toString();
  }
}
