package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.autoprivacy.study.DataTable;

/** The tables of a study as JSON: by name, an array of objects whose keys are the columns. */
final class StudyTables {

  private StudyTables() {}

  static ObjectNode json(Map<String, DataTable> tables) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    tables.forEach((name, table) -> {
      ArrayNode rows = all.putArray(name);
      for (List<String> row : table.rows()) {
        ObjectNode object = rows.addObject();
        for (int i = 0; i < row.size(); i++) {
          object.put(table.columns().get(i), row.get(i));
        }
      }
    });
    return all;
  }
}
