package org.autoprivacy.json;

import java.nio.file.Path;

/** The folder of what can be made again: native libraries, profiles. */
public final class UserCache {

  private UserCache() {}

  /** {@code ${AP_CACHE:-${XDG_CACHE_HOME:-~/.cache}}/autoprivacy}, as the native build has it. */
  public static Path folder() {
    for (String variable : new String[] {"AP_CACHE", "XDG_CACHE_HOME"}) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) {
        return Path.of(value, "autoprivacy");
      }
    }
    return Path.of(System.getProperty("user.home"), ".cache", "autoprivacy");
  }
}
