package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.autoprivacy.json.JsonFiles;

/** The result of a command: one JSON document, and the text that a person reads. */
interface Report {

  /** The document's keys, without the schema version. */
  ObjectNode json();

  /** The same as text, ending in a newline. */
  String text();

  /** Prints one of both. */
  default void print(PrintWriter out, CommonOptions options) {
    out.print(options.json ? JsonFiles.format(versioned(json())) : text());
    out.flush();
  }

  /** A document with the schema version as its first key. */
  static ObjectNode versioned(ObjectNode document) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schemaVersion", 1);
    node.setAll(document);
    return node;
  }
}
