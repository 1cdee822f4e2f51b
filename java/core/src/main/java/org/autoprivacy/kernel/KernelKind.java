package org.autoprivacy.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways of computing that a user can choose from. */
public enum KernelKind {
  /** One 64-bit value at a time, on every machine. */
  SCALAR,
  /** The JDK's Vector API. */
  VECTOR,
  /** Our C library. */
  NATIVE,
  /** Single values until the JIT compiler has compiled the vectors, and those from then on. */
  ADAPTIVE;

  /** Name as on the command line, in lower case. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with that option name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KernelKind parse(String option) {
    for (KernelKind kind : values()) {
      if (kind.option().equals(option)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no kernel: choose one of %s"
            .formatted(
                option,
                Arrays.stream(values()).map(KernelKind::option).collect(Collectors.joining(", "))));
  }
}
