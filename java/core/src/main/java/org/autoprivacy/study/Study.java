package org.autoprivacy.study;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One study: tables that are measured or computed, and the figures that are drawn of them. */
public interface Study {

  /** A page shows tables of at most so many rows, and links to the data of longer ones. */
  int ROWS_OF_A_PAGE = 24;

  /** All studies, in the order of the paper. */
  static List<Study> all() {
    return List.of(
        new Table1Study(),
        new ProductLatencyStudy(),
        new EnvelopeStudy(),
        new ErrorRateStudy(),
        new BitWorthStudy());
  }

  /**
   * The study of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Study byName(String name) {
    return all().stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no study: use %s"
                    .formatted(name, String.join(", ", all().stream().map(Study::name).toList()))));
  }

  /** Name as on the command line, and of its folder in docs/experiments. */
  String name();

  /** What it answers, in one line. */
  String question();

  /**
   * The tables by name.
   *
   * @throws IllegalArgumentException if the profile does not cover what is priced
   */
  SequencedMap<String, DataTable> measure(StudyInputs inputs);

  /** The figures by name, as SVG, of tables that {@link #measure} gave. */
  Map<String, String> figures(Map<String, DataTable> tables);

  /**
   * The tables as Markdown, in their order, each under its name.
   *
   * @param mostRows longer tables are left out
   */
  static String markdown(SequencedMap<String, DataTable> tables, int mostRows) {
    StringBuilder text = new StringBuilder();
    tables.forEach((name, table) -> {
      if (table.rows().size() <= mostRows) {
        text.append(text.isEmpty() ? "" : "\n")
            .append("**")
            .append(name)
            .append("**\n\n")
            .append(table.markdown());
      }
    });
    return text.toString();
  }
}
