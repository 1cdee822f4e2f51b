package org.autoprivacy.cli;

import java.util.Locale;

/** Times and sizes as a person reads them. */
final class Quantities {

  private Quantities() {}

  /** Nanoseconds with a unit and three significant digits. */
  static String time(double nanos) {
    if (nanos < 1e3) {
      return digits(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return digits(nanos / 1e3) + " µs";
    }
    return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
  }

  /** Bytes with a decimal unit and three significant digits. */
  static String bytes(double bytes) {
    if (bytes < 1e3) {
      return digits(bytes) + " B";
    }
    if (bytes < 1e6) {
      return digits(bytes / 1e3) + " kB";
    }
    return bytes < 1e9 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
  }

  private static String digits(double value) {
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A fraction as per cent with two decimals. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  /** How many times larger, such as {@code 12.3x}. */
  static String times(double ratio) {
    return digits(ratio) + "x";
  }
}
