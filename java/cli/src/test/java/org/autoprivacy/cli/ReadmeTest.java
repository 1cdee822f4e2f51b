package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.cost.KeyCost;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.search.SelectionJson;
import org.junit.jupiter.api.Test;

/** What the README shows is the recorded run, as the command prints it. */
class ReadmeTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Path RECORD = PROJECT.resolve("docs/experiments/first-search");

  @Test
  void theTableIsTheRecordedRun() throws IOException {
    Path recorded = RECORD.resolve("selection.json");
    JsonNode keys = JsonFiles.read(recorded).get("keys");
    KeyCost cost =
        new KeyCost(
            keys.get("predictedClientNanos").asDouble(),
            keys.get("predictedServerNanos").asDouble(),
            keys.get("bytes").asLong());
    String printed =
        new SelectionReport(SelectionJson.read(recorded), Optional.of(cost), List.of()).text();
    assertEquals(Files.readString(RECORD.resolve("selection.txt")), printed);
    String readme = Files.readString(PROJECT.resolve("README.md"));
    assertTrue(readme.contains("```\n" + printed.strip() + "\n```"), printed);
  }

  @Test
  void theExperimentShowsTheRecordedTable() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/experiments/first-search.md"));
    assertTrue(page.contains(Files.readString(RECORD.resolve("results.md")).strip()));
  }

  @Test
  void theExampleIsTheOneThatRuns() throws IOException {
    String example =
        Files.readString(
            PROJECT.resolve(
                "java/example/src/main/java/org/autoprivacy/example/SelectParameters.java"));
    String readme = Files.readString(PROJECT.resolve("README.md"));
    for (String line :
        new String[] {
          "Selection selection = AutoPrivacy.select(request);",
          "for (SelectedLayer layer : selection.layers()) {",
          "System.out.println(layer.name() + \" \" + layer.candidate().parameters());",
          "System.out.println(\"accuracy \" + selection.accuracy().top1());"
        }) {
      assertTrue(example.contains(line) && readme.contains(line), line);
    }
  }
}
