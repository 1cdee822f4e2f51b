package org.autoprivacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionJsonTest {

  @TempDir private Path folder;

  private static Selection selection() throws IOException {
    SearchOptions options =
        SearchOptions.DEFAULT
            .withPolicy(SearchPolicy.parse("random"))
            .withEpisodes(5)
            .withSeed(Long.MIN_VALUE + 1)
            .withLatencyBudgetNanos(50e6);
    return new SelectionSearch(Examples.request(options), new Examples.FormulaOracle())
        .run(null, false, SearchListener.NONE)
        .withBaseline(
            "delphi", new Baseline(3e8, 1L << 40, 125.5, "paper", List.of("t is too small")));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Selection selection = selection();
    Path file = folder.resolve("deep/er/selection.json");
    SelectionJson.write(file, selection);
    assertEquals(selection, SelectionJson.read(file));
  }

  @Test
  void hasTheKeysThatScriptsRelyOn() throws IOException {
    JsonNode json = SelectionJson.toJson(selection());
    for (String path :
        new String[] {
          "/schemaVersion",
          "/network",
          "/policy",
          "/reward",
          "/errorModel",
          "/privacy",
          "/seed",
          "/layers/0/name",
          "/layers/0/shape",
          "/layers/0/packing",
          "/layers/0/errorRate",
          "/layers/0/of",
          "/layers/0/parameters/polyDegree",
          "/layers/0/parameters/dataPrimes/0",
          "/layers/0/parameters/specialPrime",
          "/layers/0/parameters/plainModuli/0",
          "/layers/0/parameters/logQ",
          "/layers/0/parameters/logQP",
          "/layers/0/parameters/securityBits",
          "/layers/0/predictedLatencyNanos",
          "/layers/0/bytesUp",
          "/layers/0/bytesDown",
          "/totals/predictedLatencyNanos",
          "/totals/bytes",
          "/accuracy/clean",
          "/accuracy/underErrors",
          "/accuracy/samples",
          "/accuracy/interval95/1",
          "/baselines/delphi/totals/bytes",
          "/search/episodes",
          "/search/evaluations",
          "/search/seconds",
          "/search/rewards/4",
          "/provenance/calibration",
        }) {
      assertTrue(!json.at(path).isMissingNode(), path);
    }
    assertTrue(json.at("/seed").isTextual(), "beyond 2^53 as a text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"network", "layers", "accuracy", "search", "provenance", "config", "baselines"})
  void namesTheKeyThatIsMissing(String key) throws IOException {
    ObjectNode json = SelectionJson.toJson(selection());
    json.remove(key);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SelectionJson.fromJson(json));
    assertTrue(String.valueOf(refused.getMessage()).contains(key), refused.getMessage());
  }

  @Test
  void refusesValuesOutOfRange() throws IOException {
    ObjectNode good = SelectionJson.toJson(selection());
    assertRefused(good, "/layers/0/parameters", "polyDegree", "4095");
    assertRefused(good, "/layers/0/parameters", "polyDegree", "99999999999");
    assertRefused(good, "/layers/0/parameters", "plainModuli", "[6, 9]");
    assertRefused(good, "/layers/0/noise", "wireLimbs", "7");
    assertRefused(good, "/layers/0", "errorRate", "0");
    assertRefused(good, "/layers/0", "errorRate", "1");
    assertRefused(good, "/layers/0", "packing", "\"boxes\"");
    assertRefused(good, "/accuracy", "clean", "1.5");
    assertRefused(good, "/accuracy", "interval95", "[0.9, 0.1]");
    assertRefused(good, "/search", "episodes", "4");
    assertRefused(good, "/config", "errorRange", "\"5-40\"");
    assertRefused(good, "", "layers", "[]");
    assertRefused(good, "", "seed", "\"x\"");
    assertRefused(good, "", "schemaVersion", "2");
    Path file = folder.resolve("broken.json");
    Files.writeString(file, "{\"schemaVersion\": 1}");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SelectionJson.read(file));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(file + " holds no selection"));
  }

  private static void assertRefused(ObjectNode good, String path, String key, String value)
      throws IOException {
    ObjectNode bad = good.deepCopy();
    ((ObjectNode) bad.at(path)).set(key, org.autoprivacy.json.JsonFiles.mapper().readTree(value));
    assertThrows(
        IllegalArgumentException.class, () -> SelectionJson.fromJson(bad), path + "/" + key);
  }
}
