package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.autoprivacy.search.SelectionJson;
import org.junit.jupiter.api.Test;

/** What the README shows is the recorded run, as the command prints it. */
class ReadmeTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Path RECORD = PROJECT.resolve("docs/experiments/first-search");

  @Test
  void theTableIsTheRecordedRun() throws IOException {
    String printed =
        new SelectionReport(SelectionJson.read(RECORD.resolve("selection.json"))).text();
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
