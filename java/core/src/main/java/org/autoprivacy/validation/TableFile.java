package org.autoprivacy.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.autoprivacy.json.JsonFiles;

/**
 * A table as a CSV file that grows row by row, each time written whole.
 *
 * @param name what it is of
 * @param header its first line
 */
record TableFile<R>(
    String name, String header, Function<String, R> parser, Function<R, String> printer) {

  void write(Path file, List<R> rows) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    rows.forEach(row -> text.append(printer.apply(row)).append('\n'));
    JsonFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The rows of a file; none if there is no file.
   *
   * @throws IllegalArgumentException if the file is no such table
   */
  List<R> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      if (lines.isEmpty() || !lines.getFirst().equals(header)) {
        throw new IllegalArgumentException("its first line is not the table's header");
      }
      return lines.stream().skip(1).map(parser).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no table of validated %s: delete it or name another (%s)"
              .formatted(file, name, e.getMessage()),
          e);
    }
  }
}
