package org.autoprivacy.params;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What hides the server's weights in the noise that the client sees (circuit privacy).
 *
 * @param kind how the noise is hidden
 * @param bits statistical security in bits, by how many powers of two noise is hidden; 0 for kinds
 *     that have none
 */
public record Privacy(Kind kind, int bits) {

  /** How the noise is hidden. */
  public enum Kind {
    /** Not at all. */
    NONE,
    /**
     * As the paper has it: latency at {@code 4n} and {@code 3·log q}, accuracy at the originals.
     */
    PAPER,
    /**
     * A fresh encryption of zero, and normal noise of 2^bits standard deviations of the noisiest
     * output.
     */
    STATISTICAL,
    /** The same with noise that is uniform within 2^bits of those standard deviations. */
    STATISTICAL_UNIFORM,
    /**
     * A fresh encryption of zero, and a switch to a modulus smaller by 2^bits standard deviations:
     * the rounding hides what is left.
     */
    DIVIDE_AND_ROUND;

    /** Whether it has bits. */
    public boolean hasBits() {
      return this == STATISTICAL || this == STATISTICAL_UNIFORM || this == DIVIDE_AND_ROUND;
    }
  }

  /** No circuit privacy. */
  public static final Privacy NONE = new Privacy(Kind.NONE, 0);

  /** The paper's envelope of §2. */
  public static final Privacy PAPER = new Privacy(Kind.PAPER, 0);

  private static final Pattern TOKEN =
      Pattern.compile("(statistical|divide-and-round):(\\d{1,3})(:uniform|:gaussian)?");

  public Privacy {
    if (kind.hasBits() ? bits < 1 || bits > 128 : bits != 0) {
      throw new IllegalArgumentException(
          "statistical privacy takes 1 to 128 bits and the other kinds none, got " + bits);
    }
  }

  /** Normal flooding of 2^bits standard deviations. */
  public static Privacy statistical(int bits) {
    return new Privacy(Kind.STATISTICAL, bits);
  }

  /** Uniform flooding within 2^bits standard deviations. */
  public static Privacy uniform(int bits) {
    return new Privacy(Kind.STATISTICAL_UNIFORM, bits);
  }

  /** Division by 2^bits standard deviations. */
  public static Privacy divideAndRound(int bits) {
    return new Privacy(Kind.DIVIDE_AND_ROUND, bits);
  }

  /**
   * Whether the server adds a fresh encryption of zero to each result, so that c1 tells nothing.
   */
  public boolean rerandomises() {
    return kind.hasBits();
  }

  /**
   * Reads {@code none}, {@code paper}, {@code statistical:BITS} with {@code :gaussian} (the
   * default) or {@code :uniform} behind it, or {@code divide-and-round:BITS}.
   *
   * @throws IllegalArgumentException if the token is none of these
   */
  public static Privacy parse(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (matcher.matches()) {
      int bits = Integer.parseInt(matcher.group(2));
      String flood = matcher.group(3);
      if (matcher.group(1).equals("statistical")) {
        return ":uniform".equals(flood) ? uniform(bits) : statistical(bits);
      }
      if (flood == null) {
        return divideAndRound(bits);
      }
    }
    return switch (token) {
      case "none" -> NONE;
      case "paper" -> PAPER;
      default ->
          throw new IllegalArgumentException(
              "'"
                  + token
                  + "' is no privacy: use none, paper, statistical:BITS, statistical:BITS:uniform or"
                  + " divide-and-round:BITS");
    };
  }

  /** The token that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case PAPER -> "paper";
      case STATISTICAL -> "statistical:" + bits;
      case STATISTICAL_UNIFORM -> "statistical:" + bits + ":uniform";
      case DIVIDE_AND_ROUND -> "divide-and-round:" + bits;
    };
  }
}
