package org.autoprivacy.params;

import java.util.Locale;

/** Which of the paper's five rules parameters must obey. */
public enum RuleSet {
  /** What SEAL needs: rules 1 and 2, and 3 for slots. */
  SEAL,
  /** All five. */
  PAPER;

  /** Name as on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such rule set
   */
  public static RuleSet parse(String token) {
    for (RuleSet rules : values()) {
      if (rules.token().equals(token)) {
        return rules;
      }
    }
    throw new IllegalArgumentException("'" + token + "' is no rule set: use seal or paper");
  }
}
