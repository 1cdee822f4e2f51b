package org.autoprivacy.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows of text under named columns, as CSV and as Markdown. Cells hold no comma, bar or line break.
 *
 * @param columns their names
 * @param rows each with a cell for every column
 */
public record DataTable(List<String> columns, List<List<String>> rows) {

  /** All rows as long as there are columns. */
  public DataTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    check(columns, columns.size());
    for (List<String> row : rows) {
      check(row, columns.size());
    }
  }

  private static void check(List<String> cells, int count) {
    if (cells.size() != count || count == 0) {
      throw new IllegalArgumentException("a row has %d cells, got %s".formatted(count, cells));
    }
    for (String cell : cells) {
      if (cell.contains(",") || cell.contains("|") || cell.contains("\n")) {
        throw new IllegalArgumentException("a cell holds no comma, bar or line break: " + cell);
      }
    }
  }

  /** Collects rows. */
  static final class Builder {
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Builder(String... columns) {
      this.columns = List.of(columns);
    }

    /** Numbers with a fraction get two decimals; all else its own text. */
    Builder row(Object... cells) {
      List<String> row = new ArrayList<>();
      for (Object cell : cells) {
        row.add(
            cell instanceof Double number
                ? String.format(Locale.ROOT, "%.2f", number)
                : String.valueOf(cell));
      }
      rows.add(row);
      return this;
    }

    DataTable table() {
      return new DataTable(columns, rows);
    }
  }

  /**
   * Reads what {@link #csv} writes.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static DataTable parse(String csv) {
    List<List<String>> lines = csv.lines().map(line -> List.of(line.split(",", -1))).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a table has a line with the names of its columns");
    }
    return new DataTable(lines.getFirst(), lines.subList(1, lines.size()));
  }

  /** A header line and a line for each row. */
  public String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
    return text.toString();
  }

  /** A Markdown table. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| ").append(String.join(" | ", columns)).append(" |\n");
    text.append("|--".repeat(columns.size())).append("|\n");
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return text.toString();
  }

  /** The cells of one column. */
  public List<String> column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("there is no column " + name + " in " + columns);
    }
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /** The cell of a row and a column. */
  String cell(int row, String name) {
    return column(name).get(row);
  }

  /**
   * The number in a row and a column.
   *
   * @throws IllegalArgumentException if it is none
   */
  double number(int row, String name) {
    return Double.parseDouble(cell(row, name));
  }
}
