package org.autoprivacy.params;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What hides the server's weights in the noise that the client sees (circuit privacy).
 *
 * @param kind how the noise is hidden
 * @param bits statistical security of flooding; 0 unless {@code kind} is {@link Kind#STATISTICAL}
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
    /** Flooding sized by the noise model for a stated statistical distance. */
    STATISTICAL
  }

  /** No circuit privacy. */
  public static final Privacy NONE = new Privacy(Kind.NONE, 0);

  /** The paper's envelope of §2. */
  public static final Privacy PAPER = new Privacy(Kind.PAPER, 0);

  private static final Pattern STATISTICAL_TOKEN = Pattern.compile("statistical:(\\d{1,3})");

  public Privacy {
    if (kind == Kind.STATISTICAL ? bits < 1 || bits > 128 : bits != 0) {
      throw new IllegalArgumentException(
          "statistical privacy takes 1 to 128 bits and the other kinds none, got " + bits);
    }
  }

  /** Flooding for a statistical distance of {@code 2^-bits} per released coefficient. */
  public static Privacy statistical(int bits) {
    return new Privacy(Kind.STATISTICAL, bits);
  }

  /**
   * Reads {@code none}, {@code paper} or {@code statistical:BITS}.
   *
   * @throws IllegalArgumentException if the token is none of these
   */
  public static Privacy parse(String token) {
    Matcher matcher = STATISTICAL_TOKEN.matcher(token);
    if (matcher.matches()) {
      return statistical(Integer.parseInt(matcher.group(1)));
    }
    return switch (token) {
      case "none" -> NONE;
      case "paper" -> PAPER;
      default ->
          throw new IllegalArgumentException(
              "'" + token + "' is no privacy: use none, paper or statistical:BITS");
    };
  }

  /** The token that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case PAPER -> "paper";
      case STATISTICAL -> "statistical:" + bits;
    };
  }
}
