package org.autoprivacy.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.json.JsonFiles;

/** A {@link MachineProfile} as the JSON document of the command {@code profile}. */
public final class ProfileJson {

  private static final int SCHEMA_VERSION = 1;

  /** Version of the operations that the cost model prices; older profiles lack some. */
  public static final int OPERATIONS_VERSION = 2;

  private ProfileJson() {}

  /** The document. */
  public static ObjectNode toJson(MachineProfile profile) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schemaVersion", SCHEMA_VERSION);
    document.put("operationsVersion", OPERATIONS_VERSION);
    ObjectNode machine = document.putObject("machine");
    machine.put("cpuModel", profile.machine().cpuModel());
    machine.put("cores", profile.machine().cores());
    machine.put("os", profile.machine().os());
    machine.put("java", profile.machine().java());
    document.put("engine", profile.engine());
    document.put("library", profile.library());
    document.put("flags", profile.flags());
    document.put("date", profile.date());
    ArrayNode entries = document.putArray("entries");
    for (ProfileEntry entry : profile.entries()) {
      ObjectNode node = entries.addObject();
      node.put("operation", entry.operation().token());
      node.put("polyDegree", entry.polyDegree());
      node.put("limbs", entry.limbs());
      node.put("primeBits", entry.primeBits());
      node.put("specialPrime", entry.specialPrime());
      node.put("medianNanos", entry.medianNanos());
      node.put("samples", entry.samples());
      node.put("spread", entry.spread());
    }
    return document;
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws IllegalArgumentException if a field is missing, of the wrong kind or out of range
   */
  public static MachineProfile fromJson(JsonNode document) {
    if (integer(document, "schemaVersion") != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is %s, this build reads %d"
              .formatted(document.get("schemaVersion"), SCHEMA_VERSION));
    }
    int version = document.has("operationsVersion") ? integer(document, "operationsVersion") : 1;
    if (version != OPERATIONS_VERSION) {
      throw new IllegalArgumentException(
          "it has version %d of the operations, this build prices version %d"
              .formatted(version, OPERATIONS_VERSION));
    }
    JsonNode machine = field(document, "machine");
    List<ProfileEntry> entries = new ArrayList<>();
    JsonNode array = field(document, "entries");
    if (!array.isArray()) {
      throw new IllegalArgumentException("entries is no array");
    }
    for (int i = 0; i < array.size(); i++) {
      try {
        entries.add(entry(array.get(i)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("entry " + i + ": " + e.getMessage(), e);
      }
    }
    return new MachineProfile(
        new Machine(
            text(machine, "cpuModel"),
            integer(machine, "cores"),
            text(machine, "os"),
            text(machine, "java")),
        text(document, "engine"),
        text(document, "library"),
        text(document, "flags"),
        text(document, "date"),
        entries);
  }

  private static ProfileEntry entry(JsonNode node) {
    return new ProfileEntry(
        Operation.parse(text(node, "operation")),
        integer(node, "polyDegree"),
        integer(node, "limbs"),
        integer(node, "primeBits"),
        bool(node, "specialPrime"),
        number(node, "medianNanos"),
        integer(node, "samples"),
        number(node, "spread"));
  }

  /**
   * Reads a profile from a file.
   *
   * @throws IllegalArgumentException if the file is missing or no profile
   * @throws IOException if reading fails
   */
  public static MachineProfile read(Path file) throws IOException {
    JsonNode document = JsonFiles.read(file);
    try {
      return fromJson(document);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no valid profile (%s): remove it and run ./autoprivacy profile"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Writes a profile whole or not at all.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, MachineProfile profile) throws IOException {
    JsonFiles.write(file, toJson(profile));
  }

  private static JsonNode field(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = field(node, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return value.textValue();
  }

  private static int integer(JsonNode node, String name) {
    JsonNode value = field(node, name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new IllegalArgumentException(name + " is no whole number");
    }
    return value.intValue();
  }

  private static double number(JsonNode node, String name) {
    JsonNode value = field(node, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return value.doubleValue();
  }

  private static boolean bool(JsonNode node, String name) {
    JsonNode value = field(node, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " is neither true nor false");
    }
    return value.booleanValue();
  }
}
