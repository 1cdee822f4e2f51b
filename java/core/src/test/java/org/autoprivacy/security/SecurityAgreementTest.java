package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The recorded agreement is what the code gives today. */
class SecurityAgreementTest {

  private static final Path FOLDER = Path.of("../../docs/experiments");
  private static final String REMEDY = "make it again with the command in its first lines";

  @Test
  void pageIsCurrent() throws IOException {
    assertEquals(
        Files.readString(FOLDER.resolve("security-agreement.md")),
        SecurityAgreement.page(),
        REMEDY);
  }

  @Test
  void rowsAreCurrent() throws IOException {
    assertEquals(
        Files.readString(FOLDER.resolve("security-agreement.csv")),
        SecurityAgreement.rows(),
        REMEDY);
  }
}
