package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.json.JsonFiles;

/**
 * The rows of a survey in a file that is whole after each row, so that an interrupted survey goes
 * on where it was. Not thread-safe.
 */
final class SurveyFile {

  private final Path file;
  private final ObjectNode document;
  private final ObjectNode rows;

  /**
   * Opens or begins a file.
   *
   * @throws IllegalArgumentException if it holds another survey
   */
  SurveyFile(Path file, String survey) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      JsonNode old = JsonFiles.read(file);
      if (!old.path("survey").asText().equals(survey)
          || !(old.get("rows") instanceof ObjectNode kept)) {
        throw new IllegalArgumentException(
            file + " holds no survey of " + survey + ": choose another --out");
      }
      document = (ObjectNode) old;
      rows = kept;
      return;
    }
    document = JsonNodeFactory.instance.objectNode();
    document.put("schemaVersion", 1);
    document.put("survey", survey);
    Machine machine = Machine.current();
    document
        .putObject("machine")
        .put("cpuModel", machine.cpuModel())
        .put("cores", machine.cores())
        .put("os", machine.os())
        .put("java", machine.java());
    document.put("commit", BuildInfo.current().commit());
    document.put("begun", Instant.now().toString());
    rows = document.putObject("rows");
  }

  /** Whether a row is there. */
  boolean has(String key) {
    return rows.has(key);
  }

  /** Adds a row and writes the file. */
  void put(String key, ObjectNode row) throws IOException {
    rows.set(key, row);
    document.put("written", Instant.now().toString());
    JsonFiles.write(file, document);
  }

  /** The rows in the order in which they came. */
  List<JsonNode> rows() {
    List<JsonNode> all = new ArrayList<>();
    rows.elements().forEachRemaining(all::add);
    return all;
  }

  /** The row of a key. */
  JsonNode row(String key) {
    return rows.path(key);
  }
}
