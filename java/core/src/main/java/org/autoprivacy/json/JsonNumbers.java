package org.autoprivacy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Whole numbers in JSON: plain up to 2^53, decimal strings above. */
public final class JsonNumbers {

  private static final long LARGEST_EXACT = 1L << 53;

  private JsonNumbers() {}

  /** A number up to ±2^53, a decimal string beyond. */
  public static JsonNode node(long value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
      return factory.textNode(Long.toString(value));
    }
    // As the parser has it, so that a document equals what is read back.
    return value == (int) value ? factory.numberNode((int) value) : factory.numberNode(value);
  }

  /** An array of {@link #node(long)}. */
  public static ArrayNode array(List<Long> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(node(value)));
    return array;
  }

  /**
   * Reads what {@link #node} wrote.
   *
   * @param what the field's name, for the error
   * @throws IllegalArgumentException if the node is no whole number
   */
  public static long read(JsonNode node, String what) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isTextual()) {
      try {
        return Long.parseLong(node.textValue());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            what + " is '" + node.textValue() + "', not a whole number", e);
      }
    }
    throw new IllegalArgumentException(
        what + (node.isMissingNode() ? " is missing" : " is " + node + ", not a whole number"));
  }

  /**
   * Reads what {@link #array} wrote.
   *
   * @throws IllegalArgumentException if the node is no array of whole numbers
   */
  public static List<Long> readArray(JsonNode node, String what) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(what + " is " + node + ", not an array of whole numbers");
    }
    List<Long> values = new ArrayList<>();
    node.forEach(element -> values.add(read(element, what)));
    return List.copyOf(values);
  }
}
