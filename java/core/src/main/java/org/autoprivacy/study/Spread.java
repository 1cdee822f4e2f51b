package org.autoprivacy.study;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Numbers of several layers as one cell. */
final class Spread {

  private Spread() {}

  /** {@code 11} if all are alike to the decimal shown, else {@code 11 to 13}. */
  static <T> String of(List<T> items, ToDoubleFunction<T> number) {
    String least = shown(items.stream().mapToDouble(number).min().orElseThrow());
    String most = shown(items.stream().mapToDouble(number).max().orElseThrow());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String shown(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The mean. */
  static <T> double mean(List<T> items, ToDoubleFunction<T> number) {
    return items.stream().mapToDouble(number).average().orElseThrow();
  }
}
