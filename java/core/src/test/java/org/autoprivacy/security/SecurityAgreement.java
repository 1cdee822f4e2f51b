package org.autoprivacy.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes docs/experiments/security-agreement.md and .csv: how closely the estimator agrees with the
 * lattice-estimator, what it says of the 2018 tables, and the moduli it allows.
 */
final class SecurityAgreement {

  private static final String NAME = "security-agreement";
  private static final int[] LEVELS = {128, 192, 256};
  private static final int LARGEST_TABLED_DEGREE = 32768;

  private SecurityAgreement() {}

  /** Writes both files into the folder that is the one argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve(NAME + ".md"), page());
    Files.writeString(folder.resolve(NAME + ".csv"), rows());
  }

  /** Every reference figure beside ours. */
  static String rows() {
    StringBuilder csv =
        new StringBuilder("n,log_q,sigma,secret,samples,model,attack,reference,ours\n");
    for (ReferenceRows.Row row : ReferenceRows.all()) {
      SecurityEstimate estimate = LatticeEstimator.estimate(row.parameters(), row.model());
      String[] cells = row.text().split(",", -1);
      csv.append(String.join(",", List.of(cells).subList(0, 8)))
          .append(String.format(Locale.ROOT, ",%.4f\n", row.bits() + row.deviation(estimate)));
    }
    return csv.toString();
  }

  /** The page as Markdown. */
  static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# Security: agreement with the lattice-estimator");
    lines.add("");
    lines.add(
        """
        Generated; what is computed and why is in [notes/security.md](../notes/security.md). Made by

        ```
        mvn -q -pl java/core test-compile exec:java -Dexec.classpathScope=test \\
            -Dexec.mainClass=org.autoprivacy.security.SecurityAgreement -Dexec.args=docs/experiments
        ```

        and held to the code by `SecurityAgreementTest`. All figures are bits: base-2 logarithms of \
        operations. Errors have σ = 3.2 and secrets are uniform ternary where nothing else is said.

        ## Reference figures

        The lattice-estimator (commit 27a581b, June 2026, shape GSA) on n = 1024 to 32768; each row \
        is in [security-agreement.csv](security-agreement.csv). Its figures are rounded to four \
        decimals, so 0.00005 is no difference.
        """);
    deviations(lines);
    lines.add("");
    lines.add("## The tables of 2018, by today's estimate");
    lines.add("");
    lines.add(
        """
        The HE standard's largest log2 q (November 2018, classical attackers), which SEAL and OpenFHE \
        enforce by default, under the MATZOV model. None keeps its level.
        """);
    standard(lines);
    lines.add("");
    lines.add("## The largest log2 q of a level");
    lines.add("");
    lines.add("q is the whole modulus, with special primes; to 1/4096 bit from below.");
    lines.add("");
    limits(lines);
    return String.join("\n", lines) + "\n";
  }

  private static void deviations(List<String> lines) {
    record Sum(int count, double largest) {}
    Map<String, Sum> sums = new TreeMap<>();
    for (ReferenceRows.Row row : ReferenceRows.all()) {
      SecurityEstimate estimate = LatticeEstimator.estimate(row.parameters(), row.model());
      String key =
          "| %s | %s | %s |"
              .formatted(row.model().token(), row.attack(), row.parameters().secret().token());
      double deviation = Math.abs(row.deviation(estimate));
      sums.merge(
          key,
          new Sum(1, deviation),
          (a, b) -> new Sum(a.count + b.count, Math.max(a.largest, b.largest)));
    }
    lines.add("| model | attack | secret | rows | largest difference |");
    lines.add("|--|--|--|--:|--:|");
    sums.forEach((key, sum) ->
        lines.add(String.format(Locale.ROOT, "%s %d | %.5f |", key, sum.count, sum.largest)));
  }

  private static void standard(List<String> lines) {
    lines.add("| level | n | log2 q | estimate | uSVP | BDD | dual hybrid | missing |");
    lines.add("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int level : LEVELS) {
      for (int n = 1024; n <= LARGEST_TABLED_DEGREE; n *= 2) {
        double logQ = LevelTable.HE_STANDARD_2018.maxLogQ(n, level);
        SecurityEstimate estimate = LatticeEstimator.estimate(LweParameters.of(n, logQ));
        lines.add(
            String.format(
                Locale.ROOT,
                "| %d | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f |",
                level,
                n,
                logQ,
                estimate.securityBits(),
                estimate.usvp().bits(),
                estimate.bdd().bits(),
                estimate.dualHybrid().bits(),
                level - estimate.securityBits()));
      }
    }
  }

  private static void limits(List<String> lines) {
    StringBuilder header = new StringBuilder("| model | level |");
    StringBuilder rule = new StringBuilder("|--|--:|");
    for (int n = 1024; n <= LARGEST_TABLED_DEGREE; n *= 2) {
      header.append(" n = ").append(n).append(" |");
      rule.append("--:|");
    }
    lines.add(header.toString());
    lines.add(rule.toString());
    for (CostModelKind model : CostModelKind.values()) {
      for (int level : LEVELS) {
        StringBuilder line = new StringBuilder("| %s | %d |".formatted(model.token(), level));
        for (int n = 1024; n <= LARGEST_TABLED_DEGREE; n *= 2) {
          double logQ =
              LatticeEstimator.maxLogQ(
                  n, level, LweParameters.STANDARD_SIGMA, SecretDistribution.TERNARY, model);
          line.append(String.format(Locale.ROOT, " %.2f |", Math.floor(logQ * 100) / 100));
        }
        lines.add(line.toString());
      }
    }
  }
}
