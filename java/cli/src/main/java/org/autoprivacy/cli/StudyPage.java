package org.autoprivacy.cli;

import java.nio.file.Path;

/** The part of a page of docs/experiments that a study makes. */
final class StudyPage {

  /** Before that part. */
  static final String BEGIN = "<!-- results of autoprivacy study -->\n";

  /** Behind it. */
  static final String END = "<!-- end of results -->\n";

  private StudyPage() {}

  /**
   * The page with other results between its marks.
   *
   * @throws IllegalArgumentException if it has no marks
   */
  static String embed(String page, String results, Path file) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "%s has no place for results: put the lines '%s' and '%s' in it"
              .formatted(file, BEGIN.strip(), END.strip()));
    }
    return page.substring(0, begin + BEGIN.length()) + results + page.substring(end);
  }
}
