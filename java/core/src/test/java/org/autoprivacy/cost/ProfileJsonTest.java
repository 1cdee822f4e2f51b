package org.autoprivacy.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileJsonTest {

  private static final MachineProfile PROFILE =
      new MachineProfile(
          new Machine("Some CPU", 2, "Linux 6", "25"),
          "seal-ffm",
          "SEAL 4.1.2",
          "",
          "2026-01-02T03:04:05Z",
          List.of(
              new ProfileEntry(Operation.NTT_FORWARD, 4096, 1, 60, false, 23456.75, 101, 0.01),
              new ProfileEntry(Operation.ROTATE, 8192, 3, 50, true, 1e6, 31, 0.2)));

  @Test
  void writtenAndReadIsTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("profile.json");
    ProfileJson.write(file, PROFILE);
    assertEquals(PROFILE, ProfileJson.read(file));
  }

  @Test
  void damagedFilesAreRefusedByName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("profile.json");
    List<Consumer<ObjectNode>> damages =
        List.of(
            document -> document.put("schemaVersion", 2),
            document -> document.remove("operationsVersion"),
            document -> document.remove("machine"),
            document -> document.put("engine", 7),
            document -> document.put("entries", "none"),
            document -> entry(document).put("operation", "fly"),
            document -> entry(document).put("polyDegree", 4095),
            document -> entry(document).put("limbs", 0),
            document -> entry(document).put("limbs", 1.5),
            document -> entry(document).put("primeBits", 61),
            document -> entry(document).put("specialPrime", "yes"),
            document -> entry(document).put("medianNanos", -1),
            document -> entry(document).put("samples", 0),
            document -> entry(document).remove("spread"));
    for (Consumer<ObjectNode> damage : damages) {
      ObjectNode document = ProfileJson.toJson(PROFILE);
      damage.accept(document);
      Files.writeString(file, document.toString());
      String message =
          Objects.requireNonNull(
              assertThrows(IllegalArgumentException.class, () -> ProfileJson.read(file))
                  .getMessage());
      assertTrue(message.contains(file.toString()) && message.contains("profile"), message);
    }
    Files.writeString(file, "{\"schemaVersion\": 1, ");
    assertThrows(IllegalArgumentException.class, () -> ProfileJson.read(file));
    assertThrows(
        IllegalArgumentException.class, () -> ProfileJson.read(folder.resolve("missing.json")));
  }

  private static ObjectNode entry(ObjectNode document) {
    return (ObjectNode) ((ArrayNode) document.get("entries")).get(0);
  }

  @Test
  void anotherCpuEngineOrLibraryIsRefused() {
    Machine here = PROFILE.machine();
    PROFILE.requireThisMachine(here, "seal-ffm", "SEAL 4.1.2");
    assertForeign(new Machine("Other CPU", 2, "Linux 6", "25"), "seal-ffm", "SEAL 4.1.2");
    assertForeign(here, "java", "SEAL 4.1.2");
    assertForeign(here, "seal-ffm", "SEAL 4.4.0");
  }

  private static void assertForeign(Machine machine, String engine, String library) {
    String message =
        Objects.requireNonNull(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PROFILE.requireThisMachine(machine, engine, library))
                .getMessage());
    assertTrue(message.contains("--foreign"), message);
  }
}
