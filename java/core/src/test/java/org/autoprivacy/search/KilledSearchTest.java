package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledSearchTest {

  @TempDir private Path folder;

  @Test
  void killedProcessLosesAtMostOneEpisode() throws IOException, InterruptedException {
    Path state = folder.resolve("search.state");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSearch.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        last = Integer.parseInt(line);
        if (last == 23) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertNotEquals(0, process.waitFor(), "killed");
    assertTrue(last >= 23 && last < 28, "killed after episode " + last);

    SelectionSearch resumed =
        new SelectionSearch(Examples.request(KilledSearch.OPTIONS), new Examples.FormulaOracle());
    int[] first = {0};
    Selection selection =
        resumed.run(
            state,
            true,
            (episode, episodes, outcome, best) -> first[0] = first[0] == 0 ? episode : first[0]);
    assertTrue(first[0] > last, "episode " + last + " was saved, it resumed at " + first[0]);
    Selection straight =
        new SelectionSearch(Examples.request(KilledSearch.OPTIONS), new Examples.FormulaOracle())
            .run(null, false, SearchListener.NONE);
    assertEquals(straight.search().rewards(), selection.search().rewards());
    assertEquals(straight.layers(), selection.layers());
    assertEquals(straight.search().evaluations(), selection.search().evaluations());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> parts = files.filter(file -> !file.equals(state)).toList();
      assertTrue(parts.size() <= 1, "a kill leaves one unfinished file at most: " + parts);
    }
  }
}
