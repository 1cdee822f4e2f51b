package org.autoprivacy.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.autoprivacy.json.JsonNumbers;

/**
 * A JSON value that is asked for what must be there; every refusal names the key's whole path.
 *
 * @param node the value
 * @param path where it stands
 */
record CheckedNode(JsonNode node, String path) {

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The value of a key. */
  CheckedNode at(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("key " + pathOf(key) + " is missing");
    }
    return new CheckedNode(value, pathOf(key));
  }

  boolean has(String key) {
    return node.has(key);
  }

  boolean isNull(String key) {
    return at(key).node().isNull();
  }

  String textAt(String key) {
    return at(key).asText();
  }

  /** The value itself as a text. */
  String asText() {
    if (!node.isTextual()) {
      throw new IllegalArgumentException(path + " is " + node + ", not a text");
    }
    return node.textValue();
  }

  boolean booleanAt(String key) {
    JsonNode value = at(key).node();
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(pathOf(key) + " is " + value + ", not true or false");
    }
    return value.booleanValue();
  }

  long longAt(String key) {
    return JsonNumbers.read(at(key).node(), pathOf(key));
  }

  int intAt(String key) {
    long value = longAt(key);
    if (value != (int) value) {
      throw new IllegalArgumentException(pathOf(key) + " is " + value + ", beyond 32 bits");
    }
    return (int) value;
  }

  List<Long> longsAt(String key) {
    return JsonNumbers.readArray(at(key).node(), pathOf(key));
  }

  double doubleAt(String key) {
    return at(key).asDouble();
  }

  /** The value itself as a finite number. */
  double asDouble() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException(path + " is " + node + ", not a number");
    }
    return node.doubleValue();
  }

  /** The elements of an array. */
  List<CheckedNode> each(String key) {
    CheckedNode array = at(key);
    if (!array.node().isArray()) {
      throw new IllegalArgumentException(pathOf(key) + " is no array");
    }
    List<CheckedNode> elements = new ArrayList<>();
    for (JsonNode element : array.node()) {
      elements.add(new CheckedNode(element, array.path() + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** The two numbers of an interval. */
  List<Double> pair(String key) {
    List<CheckedNode> elements = each(key);
    if (elements.size() != 2) {
      throw new IllegalArgumentException(pathOf(key) + " is no pair of numbers");
    }
    return List.of(elements.getFirst().asDouble(), elements.getLast().asDouble());
  }

  /** Calls for every field of an object. */
  void forEachField(BiConsumer<String, CheckedNode> action) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(path + " is no object");
    }
    node.properties()
        .forEach(field ->
            action.accept(
                field.getKey(), new CheckedNode(field.getValue(), pathOf(field.getKey()))));
  }
}
