package org.autoprivacy;

import java.util.List;
import java.util.stream.Collectors;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.seal.SealBackend;

/** The engines by name. */
public final class Engines {

  private static final List<HeBackend> ALL =
      List.of(SealBackend.ffm(), SealBackend.jna(), JavaBackend.instance());

  private Engines() {}

  /** All engines, also those that are not available here. */
  public static List<HeBackend> all() {
    return ALL;
  }

  /**
   * The engine of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HeBackend byName(String name) {
    return ALL.stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no engine: use %s"
                    .formatted(
                        name,
                        ALL.stream().map(HeBackend::name).collect(Collectors.joining(" or ")))));
  }
}
