package org.autoprivacy.security;

import java.util.Locale;

/** How the coefficients of a secret key are drawn. */
public enum SecretDistribution {
  /** Each uniform in {-1, 0, 1}: SEAL, OpenFHE and most others. */
  TERNARY,
  /** Each like an error coefficient. */
  GAUSSIAN;

  /** Name as on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such distribution, or it is outside the model
   */
  public static SecretDistribution parse(String token) {
    for (SecretDistribution secret : values()) {
      if (secret.token().equals(token)) {
        return secret;
      }
    }
    if (token.startsWith("sparse") || token.startsWith("binary")) {
      throw new IllegalArgumentException(
          "'"
              + token
              + "' secrets are outside the model: attacks that guess zeros can win there and are"
              + " not computed; use ternary or gaussian");
    }
    throw new IllegalArgumentException(
        "'" + token + "' is no secret distribution: use ternary or gaussian");
  }

  /** Standard deviation of one coefficient. */
  double stddev(double errorSigma) {
    return switch (this) {
      case TERNARY -> Math.sqrt(2.0 / 3.0);
      case GAUSSIAN -> errorSigma;
    };
  }
}
