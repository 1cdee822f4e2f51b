package org.autoprivacy.noise;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decryption error rate, and of what it is a rate: {@code 2^log2} per coefficient, ciphertext,
 * inference or value.
 *
 * @param log2 base-2 logarithm of the probability, in [-1000, 0)
 * @param of what fails with that probability
 */
public record ErrorRate(double log2, Of of) {

  /** What a rate counts. */
  public enum Of {
    /** One coefficient of a decrypted plaintext polynomial. */
    COEFFICIENT,
    /** One decrypted ciphertext: any of its coefficients. */
    CIPHERTEXT,
    /** One inference: any ciphertext of any layer. */
    INFERENCE,
    /** One output value of a layer, all independent: the paper's model. */
    VALUE;

    /** Name as in JSON and on the command line. */
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if there is no such unit
     */
    public static Of parse(String token) {
      for (Of of : values()) {
        if (of.token().equals(token)) {
          return of;
        }
      }
      throw new IllegalArgumentException(
          "'" + token + "' is nothing that fails: use coefficient, ciphertext, inference or value");
    }
  }

  private static final Pattern TOKEN = Pattern.compile("2\\^-(\\d{1,4}(?:\\.\\d{1,9})?)");

  public ErrorRate {
    if (!(log2 < 0 && log2 >= -1000)) {
      throw new IllegalArgumentException(
          "an error rate lies in (0, 1): its log2 must be in [-1000, 0), got " + log2);
    }
  }

  /**
   * Reads a rate such as {@code 2^-10} or {@code 0.001}.
   *
   * @throws IllegalArgumentException if the text is no probability in (0, 1)
   */
  public static ErrorRate parse(String text, Of of) {
    Matcher matcher = TOKEN.matcher(text.strip());
    if (matcher.matches()) {
      return new ErrorRate(-Double.parseDouble(matcher.group(1)), of);
    }
    double probability;
    try {
      probability = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an error rate: write 2^-10 or 0.001", e);
    }
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("an error rate lies in (0, 1), got " + text);
    }
    return new ErrorRate(Math.log(probability) / Math.log(2), of);
  }

  /** The probability itself, in (0, 1); may underflow to 0 below 2^-1022. */
  public double probability() {
    return Math.pow(2, log2);
  }

  /** {@code 2^-10}, with decimals only where needed. */
  public String token() {
    return log2 == Math.rint(log2)
        ? "2^-%d".formatted((long) -log2)
        : String.format(Locale.ROOT, "2^-%.4f", -log2);
  }

  @Override
  public String toString() {
    return token() + " per " + of.token();
  }
}
