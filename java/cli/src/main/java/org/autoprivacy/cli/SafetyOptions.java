package org.autoprivacy.cli;

import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.params.SecurityLevel;
import org.autoprivacy.security.LevelTable;
import picocli.CommandLine.Option;

/** What parameters must not go below, for every command that chooses some. */
final class SafetyOptions {

  @Option(
      names = "--level",
      defaultValue = "128",
      description = "Bits of security (default: ${DEFAULT-VALUE}).")
  int level = 128;

  @Option(
      names = "--level-table",
      paramLabel = "TABLE",
      defaultValue = "estimator",
      description = "estimator or he-standard-2018 (default: ${DEFAULT-VALUE}).")
  String levelTable = "estimator";

  @Option(
      names = "--privacy",
      defaultValue = "none",
      description =
          "none, paper, statistical:BITS[:uniform] or divide-and-round:BITS (default: ${DEFAULT-VALUE}).")
  String privacy = "none";

  @Option(
      names = "--rules",
      defaultValue = "seal",
      description = "seal or paper: all five rules (default: ${DEFAULT-VALUE}).")
  String rules = "seal";

  /** Security that no layer goes below. */
  SecurityLevel level() {
    return new SecurityLevel(level, LevelTable.parse(levelTable));
  }

  /** Circuit privacy. */
  Privacy privacy() {
    return Privacy.parse(privacy);
  }

  /** Which of the paper's rules parameters obey. */
  RuleSet rules() {
    return RuleSet.parse(rules);
  }
}
