package org.autoprivacy.generator;

/**
 * Why a number of a choice is what it is.
 *
 * @param number which number, with its value, such as {@code n = 2048}
 * @param because the rule or bound that fixed it
 * @param cheaperBreaks what the next cheaper choice would break
 */
public record Reason(String number, String because, String cheaperBreaks) {

  /** One sentence. */
  @Override
  public String toString() {
    return cheaperBreaks.isEmpty()
        ? number + ": " + because
        : number + ": " + because + "; cheaper: " + cheaperBreaks;
  }
}
