package org.autoprivacy.study;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the recorded studies are, from whichever folder of the project tests run. */
final class Experiments {

  private Experiments() {}

  static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/experiments"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("tests run inside the project");
      }
    }
    return folder.resolve("docs/experiments");
  }
}
