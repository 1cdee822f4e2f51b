package org.autoprivacy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFilesTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("new/deep/document.json");
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("prime", JsonNumbers.node(Long.MAX_VALUE));
    document.set("small", JsonNumbers.array(List.of(1L, 1L << 53, (1L << 53) + 1)));
    JsonFiles.write(file, document);
    assertEquals(document, JsonFiles.read(file));
    assertTrue(JsonFiles.read(file).get("small").get(1).isNumber());
    assertTrue(JsonFiles.read(file).get("small").get(2).isTextual());
    assertEquals(Long.MAX_VALUE, JsonNumbers.read(document.get("prime"), "prime"));
    assertEquals(
        List.of(1L, 1L << 53, (1L << 53) + 1),
        JsonNumbers.readArray(document.get("small"), "small"));
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNoPart() throws IOException {
    Path file = folder.resolve("document.json");
    JsonFiles.write(file, new byte[] {'{', '}'});
    Path occupied = folder.resolve("occupied");
    Files.createDirectory(occupied);
    Files.createFile(occupied.resolve("inside"));
    assertThrows(IOException.class, () -> JsonFiles.write(occupied, new byte[] {1}));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("document.json", "occupied"),
          files.map(p -> p.getFileName().toString()).sorted().toList());
    }
    assertEquals("{}", Files.readString(file));
  }

  @Test
  void othersMayReadWhatIsWritten() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("document.json");
    JsonFiles.write(file, new byte[] {'{', '}'});
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
  }

  @Test
  void corruptFilesAreNamed() throws IOException {
    Path file = folder.resolve("broken.json");
    for (String text : List.of("", "{\"a\":", "[1]", "7", "{\"a\":1}}{", "\u0000\u0001")) {
      Files.writeString(file, text);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> JsonFiles.read(file), text);
      assertTrue(e.getMessage().contains("broken.json"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> JsonFiles.read(folder.resolve("none.json")));
  }

  @Test
  void numbersThatAreNone() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    assertThrows(
        IllegalArgumentException.class, () -> JsonNumbers.read(nodes.numberNode(1.5), "x"));
    assertThrows(
        IllegalArgumentException.class, () -> JsonNumbers.read(nodes.textNode("1e3"), "x"));
    assertThrows(IllegalArgumentException.class, () -> JsonNumbers.read(nodes.nullNode(), "x"));
    assertThrows(
        IllegalArgumentException.class, () -> JsonNumbers.readArray(nodes.numberNode(1), "x"));
  }
}
