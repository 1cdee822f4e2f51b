package org.autoprivacy.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SelectParametersTest {

  @Test
  void theExampleSelects() throws IOException {
    Path profile =
        Path.of(
            "..", "cli", "src", "test", "resources", "org", "autoprivacy", "cli", "profile.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      SelectParameters.main(new String[] {"5", profile.toString()});
    } finally {
      System.setOut(before);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(6, text.lines().count(), text);
    assertTrue(text.contains("fc2 LayerParameters[polyDegree="), text);
    assertTrue(text.lines().toList().getLast().startsWith("accuracy 0.99"), text);
  }
}
