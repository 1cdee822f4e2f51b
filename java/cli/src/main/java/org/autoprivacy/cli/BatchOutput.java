package org.autoprivacy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.json.JsonFiles;
import org.jspecify.annotations.Nullable;

/** CSV in, CSV out: the files of the batch commands. */
final class BatchOutput {

  private BatchOutput() {}

  /**
   * The lines of a text file.
   *
   * @throws IllegalArgumentException if it does not exist or is no UTF-8 text
   */
  static List<String> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist: check the path", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8 text: is it the right file?", e);
    }
  }

  /** Writes lines to a file, whole or not at all, or prints them. */
  static void write(List<String> lines, @Nullable Path file, PrintWriter printer)
      throws IOException {
    String text = String.join("\n", lines) + "\n";
    if (file == null) {
      printer.print(text);
    } else {
      JsonFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
