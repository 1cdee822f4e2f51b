package org.autoprivacy.validation;

import java.util.List;

/** Lines of a generated page. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  /** A line of its own. */
  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** The head of a table. */
  Markdown head(String... cells) {
    row(List.of(cells));
    return row(List.of(cells).stream().map(cell -> "--").toList());
  }

  /** A row of a table. */
  Markdown row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
