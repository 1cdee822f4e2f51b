package org.autoprivacy.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.autoprivacy.json.JsonFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of docs/experiments show the data recorded beside them, and figures are drawn of it. */
class StudyRecordsTest {

  static List<String> names() {
    return Study.all().stream().map(Study::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void pageAndFiguresAreThoseOfTheData(String name) throws IOException {
    Path folder = Experiments.folder().resolve(name);
    String page = Files.readString(Experiments.folder().resolve(name + ".md"));
    Map<String, DataTable> tables = tables(folder);
    assertTrue(page.contains("./autoprivacy study " + name + " "), "the command");
    assertEquals(name, JsonFiles.read(folder.resolve("run.json")).get("study").asText());

    Map<String, String> figures = Study.byName(name).figures(tables);
    assertEquals(figures.size(), files(folder, ".svg").size());
    for (Map.Entry<String, String> figure : figures.entrySet()) {
      String file = figure.getKey() + ".svg";
      assertEquals(Files.readString(folder.resolve(file)), figure.getValue(), file);
      assertTrue(page.contains("(" + name + "/" + file + ")"), file);
    }

    String results = Files.readString(folder.resolve("results.md"));
    SequencedMap<String, DataTable> shown = new LinkedHashMap<>();
    results
        .lines()
        .filter(line -> line.startsWith("**"))
        .map(line -> line.replace("*", ""))
        .forEach(heading -> shown.put(heading, tables.get(heading)));
    assertEquals(Study.markdown(shown, Study.ROWS_OF_A_PAGE), results);
    assertTrue(page.contains("-->\n" + results + "<!--"), "the tables");
    for (String table : tables.keySet()) {
      assertTrue(shown.containsKey(table) || page.contains(name + "/" + table + ".csv"), table);
    }
  }

  private static Map<String, DataTable> tables(Path folder) throws IOException {
    Map<String, DataTable> tables = new TreeMap<>();
    for (Path file : files(folder, ".csv")) {
      String name = String.valueOf(file.getFileName());
      tables.put(name.substring(0, name.length() - 4), DataTable.parse(Files.readString(file)));
    }
    return tables;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
