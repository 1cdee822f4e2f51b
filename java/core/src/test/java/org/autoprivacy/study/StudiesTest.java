package org.autoprivacy.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.cost.ProfileJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The studies, computed anew from the profile of the first search. */
class StudiesTest {

  private static StudyInputs inputs;

  @BeforeAll
  static void readProfile() throws IOException {
    inputs =
        new StudyInputs(
            ProfileJson.read(Experiments.folder().resolve("first-search/profile.json")),
            List.of(),
            what -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"table1", "envelope", "error-rate", "bit-worth"})
  void tablesGoThroughTheirFiles(String name) {
    Study study = Study.byName(name);
    SequencedMap<String, DataTable> tables = study.measure(inputs);
    assertFalse(study.question().isEmpty());
    for (Map.Entry<String, DataTable> table : tables.entrySet()) {
      assertEquals(table.getValue(), DataTable.parse(table.getValue().csv()));
    }
    for (String svg : study.figures(tables).values()) {
      assertTrue(svg.startsWith("<svg") && svg.endsWith("</svg>\n"));
    }
    switch (name) {
      case "table1" -> table1(tables);
      case "envelope" -> envelope(tables);
      case "error-rate" -> errorRate(tables);
      default -> bitWorth(tables);
    }
  }

  private static void table1(Map<String, DataTable> tables) {
    DataTable published = table(tables, "published");
    // The row of DARL batches before the allowance, and not at the degree printed.
    assertTrue(published.cell(2, "t can batch").contains("65537"));
    assertEquals("yes: 12289", published.cell(3, "t can batch"));
    assertTrue(published.number(0, "security of q") > 128);
    assertTrue(published.number(1, "security of q") < 128);
    DataTable rules = table(tables, "rules");
    for (int row = 0; row < rules.rows().size(); row++) {
      assertTrue(
          rules.number(row, "log q worst case") > rules.number(row, "log q average 2^-40") + 10);
    }
  }

  private static void envelope(Map<String, DataTable> tables) {
    DataTable kernels = table(tables, "kernel");
    double previous = 0;
    for (int row = 0; row < kernels.rows().size(); row++) {
      if (kernels.cell(row, "packing").equals("coefficients-cheetah")) {
        assertTrue(kernels.number(row, "log q") > previous);
        previous = kernels.number(row, "log q");
      }
    }
    DataTable bits = table(tables, "quantisation");
    int last = bits.rows().size() - 1;
    // Of 28 more bits of products, all are bits of t, and 14 more are noise of wider weights.
    double span = bits.number(last, "log q") - bits.number(2, "log q");
    assertTrue(span > 40 && span < 50, "span " + span);
  }

  private static void errorRate(Map<String, DataTable> tables) {
    for (String network : NetworkLayers.PAPER) {
      DataTable table = table(tables, network);
      assertEquals(36, table.rows().size());
      double span =
          table.number(35, "per layer; coefficients mean")
              - table.number(0, "per layer; coefficients mean");
      // The normal tail: 1.73 bits between 2^-40 and 2^-5, whatever the layer.
      assertEquals(1.73, span, 0.02);
      assertTrue(
          table.number(35, "one set; worst case") > table.number(35, "one set; average case"));
    }
  }

  private static void bitWorth(Map<String, DataTable> tables) {
    DataTable table = table(tables, NetworkLayers.PAPER.getFirst());
    assertEquals(1, table.number(0, "latency / base"));
    int coefficients = table.column("change").indexOf("packing coefficients-cheetah");
    assertTrue(table.number(coefficients, "latency / base") < 0.2);
    int flooded = table.column("change").indexOf("normal flooding of 40 bits");
    assertTrue(table.number(flooded, "bits of q saved") < -40);
  }

  private static DataTable table(Map<String, DataTable> tables, String name) {
    DataTable table = tables.get(name);
    assertTrue(table != null, name);
    return table;
  }

  @Test
  void unknownStudiesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Study.byName("table2"));
    assertEquals(5, Study.all().size());
    assertThrows(
        IllegalArgumentException.class, () -> Study.byName("product-latency").measure(inputs));
  }

  @Test
  void tablesRefuseWhatTheirFilesCannotHold() {
    assertThrows(
        IllegalArgumentException.class, () -> new DataTable(List.of("a"), List.of(List.of("1,2"))));
    assertThrows(
        IllegalArgumentException.class, () -> new DataTable(List.of("a"), List.of(List.of())));
    assertThrows(IllegalArgumentException.class, () -> DataTable.parse(""));
    assertThrows(IllegalArgumentException.class, () -> DataTable.parse("a\nx\n").number(0, "a"));
    assertThrows(IllegalArgumentException.class, () -> DataTable.parse("a\nx\n").column("b"));
  }

  @Test
  void enginesAreTimedSideBySide() {
    SequencedMap<String, DataTable> tables =
        new ProductLatencyStudy(new int[] {11, 12}, new int[] {1, 2, 3}, 1)
            .measure(
                new StudyInputs(inputs.profile(), List.of(JavaBackend.instance()), what -> {}));
    DataTable products = table(tables, "products");
    assertEquals(2 * 2 * 3, products.rows().size());
    assertEquals(1, products.number(1, "relative to 11-120"));
    assertEquals(2, table(tables, "steps").rows().size());
  }
}
