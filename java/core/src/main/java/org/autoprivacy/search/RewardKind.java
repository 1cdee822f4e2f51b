package org.autoprivacy.search;

import java.util.Locale;

/** What the search is after; docs/notes/search.md has the formulas. */
public enum RewardKind {
  /** The lowest latency whose accuracy loss stays within the limit. */
  DEFAULT,
  /** The paper's {@code R = -err}: accuracy alone; only the latency budget asks for less cost. */
  PAPER;

  /** Name as in JSON and on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such reward
   */
  public static RewardKind parse(String token) {
    return switch (token) {
      case "default" -> DEFAULT;
      case "paper" -> PAPER;
      default ->
          throw new IllegalArgumentException("'" + token + "' is no reward: use default or paper");
    };
  }
}
