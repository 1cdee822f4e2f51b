package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.autoprivacy.json.JsonFiles;

/** The command run in this JVM, with what it printed. */
record Cli(int code, String out, String err) {

  /** Runs the command. */
  static Cli run(String... args) {
    StringWriter out = new StringWriter();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (PrintStream captured = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setErr(captured);
      int code = Main.run(args, new PrintWriter(out), captured);
      return new Cli(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  /** Runs the command with the recorded profile of another machine. */
  static Cli withProfile(String... args) {
    return run(
        Stream.concat(
                Arrays.stream(args), Stream.of("--profile", profile().toString(), "--foreign"))
            .toArray(String[]::new));
  }

  /** A profile that was measured elsewhere. */
  static Path profile() {
    try {
      return Path.of(Cli.class.getResource("profile.json").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Holds that the command did what was asked, and gives the document that it printed. */
  JsonNode json() {
    assertEquals(ExitCode.OK.code(), code, err);
    try {
      JsonNode document = JsonFiles.mapper().readTree(out);
      assertEquals(1, document.get("schemaVersion").asInt());
      return document;
    } catch (IOException e) {
      throw new AssertionError("not one JSON document: " + out, e);
    }
  }

  /** Holds that the command failed with this code and one line that holds all of these words. */
  void failed(ExitCode expected, String... words) {
    assertEquals(expected.code(), code, err);
    assertEquals("", out);
    List<String> lines =
        err.lines().filter(line -> !line.equals("autoprivacy: tabulating parameters")).toList();
    assertEquals(1, lines.size(), err);
    for (String word : words) {
      assertTrue(err.contains(word), "'" + word + "' is not in: " + err);
    }
  }
}
