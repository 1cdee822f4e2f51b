package org.autoprivacy.search;

import org.autoprivacy.noise.ErrorRate;

/**
 * Who chooses: the agent, a rival, or nobody where the parameters are given.
 *
 * @param kind who
 * @param exponent -log2 of the rate of {@link Kind#FIXED}; 0 for all others
 */
public record SearchPolicy(Kind kind, double exponent) {

  /** Who chooses. */
  public enum Kind {
    /** The DDPG agent. */
    DDPG,
    /** Uniform random rates. */
    RANDOM,
    /** One rate for all layers. */
    FIXED,
    /** One layer after another as fast as the loss allows. */
    GREEDY,
    /** All policies, fastest first. */
    EXACT,
    /** DELPHI's parameters, the only candidates there are. */
    DELPHI,
    /** DARL's parameters, the only candidates there are. */
    DARL,
    /** The parameters of DELPHI's released program. */
    DELPHI_CODE,
    /** The parameters of Cheetah's released program. */
    CHEETAH_CODE
  }

  private static final String FIXED_PREFIX = "fixed:";

  public SearchPolicy {
    if (kind == Kind.FIXED ? !(exponent > 0) : exponent != 0) {
      throw new IllegalArgumentException("only a fixed policy has a rate, got " + exponent);
    }
  }

  /** A policy without a rate. */
  public static SearchPolicy of(Kind kind) {
    return new SearchPolicy(kind, 0);
  }

  /**
   * Reads {@code ddpg}, {@code random}, {@code fixed:RATE}, {@code greedy}, {@code exact}, {@code
   * delphi}, {@code darl}, {@code delphi-code} or {@code cheetah-code}.
   *
   * @throws IllegalArgumentException if the token is none of these
   */
  public static SearchPolicy parse(String token) {
    if (token.startsWith(FIXED_PREFIX)) {
      ErrorRate rate =
          ErrorRate.parse(token.substring(FIXED_PREFIX.length()), ErrorRate.Of.COEFFICIENT);
      return new SearchPolicy(Kind.FIXED, -rate.log2());
    }
    return switch (token) {
      case "ddpg" -> of(Kind.DDPG);
      case "random" -> of(Kind.RANDOM);
      case "greedy" -> of(Kind.GREEDY);
      case "exact" -> of(Kind.EXACT);
      case "delphi" -> of(Kind.DELPHI);
      case "darl" -> of(Kind.DARL);
      case "delphi-code" -> of(Kind.DELPHI_CODE);
      case "cheetah-code" -> of(Kind.CHEETAH_CODE);
      default ->
          throw new IllegalArgumentException(
              "'"
                  + token
                  + "' is no policy: use ddpg, random, fixed:RATE, greedy, exact, delphi, darl,"
                  + " delphi-code or cheetah-code");
    };
  }

  /** Whether rates are searched for, rather than given. */
  public boolean searches() {
    return switch (kind) {
      case DDPG, RANDOM, GREEDY, EXACT -> true;
      case FIXED, DELPHI, DARL, DELPHI_CODE, CHEETAH_CODE -> false;
    };
  }

  /** The token that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case DDPG -> "ddpg";
      case RANDOM -> "random";
      case FIXED -> FIXED_PREFIX + new ErrorRate(-exponent, ErrorRate.Of.COEFFICIENT).token();
      case GREEDY -> "greedy";
      case EXACT -> "exact";
      case DELPHI -> "delphi";
      case DARL -> "darl";
      case DELPHI_CODE -> "delphi-code";
      case CHEETAH_CODE -> "cheetah-code";
    };
  }
}
