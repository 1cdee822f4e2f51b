package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityBatchTest {

  @TempDir private Path folder;

  private SecurityBatch read(String text) throws IOException {
    Path file = folder.resolve("points.csv");
    Files.writeString(file, text);
    return SecurityBatch.read(file, LweParameters.STANDARD_SIGMA, SecretDistribution.TERNARY);
  }

  @Test
  void appendsResultsToEveryRow() throws IOException {
    String table =
        read("poly_degree,log_q\n4096,109\n\n1024,26.5\n").withResults(CostModelKind.MATZOV);
    List<String> lines = table.lines().toList();
    assertEquals("poly_degree,log_q,security_bits,usvp,bdd,dual_hybrid", lines.get(0));
    assertEquals("4096,109,125.0988,125.5555,125.0988,125.7182", lines.get(1));
    assertTrue(lines.get(2).startsWith("1024,26.5,"), lines.get(2));
    assertEquals(3, lines.size());
    assertTrue(table.endsWith("\n"));
  }

  @Test
  void keepsOtherColumnsAndTheirOrder() throws IOException {
    String table =
        read("name, log_q ,poly_degree\r\na,  218,8192\r\n").withResults(CostModelKind.ADPS16);
    List<String> lines = table.lines().toList();
    assertEquals("name, log_q ,poly_degree,security_bits,usvp,bdd,dual_hybrid", lines.get(0));
    assertTrue(lines.get(1).startsWith("a,  218,8192,94.6"), lines.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "n,q|:1: the columns must include",
        "poly_degree,log_q,bdd|:1: the column bdd is a result",
        "poly_degree,log_q;4096|:2: 2 plain cells",
        "poly_degree,log_q;4096,1,2|:2: 2 plain cells",
        "poly_degree,log_q;\"4096\",1|:2: 2 plain cells",
        "poly_degree,log_q;4096,109;x,1|:3: poly_degree must be a whole number",
        "poly_degree,log_q;4096,NaN|:2: log2 of the modulus",
        "poly_degree,log_q;4095,109|:2: the poly degree must be a power of two"
      })
  void refusesBadTables(String text, String reason) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> read(text.replace(';', '\n')));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("points.csv") && message.contains(reason), message);
  }

  @Test
  void refusesFilesThatAreNoText() throws IOException {
    Path file = folder.resolve("image.csv");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThrows(
        IllegalArgumentException.class,
        () -> SecurityBatch.read(file, 3.2, SecretDistribution.TERNARY));
    Path missing = folder.resolve("missing.csv");
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> SecurityBatch.read(missing, 3.2, SecretDistribution.TERNARY));
    assertEquals(missing + " does not exist", refusal.getMessage());
  }
}
