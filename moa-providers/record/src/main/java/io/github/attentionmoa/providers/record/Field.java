package io.github.attentionmoa.providers.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of a record that is being read. What is wrong with it is told without showing words.
 *
 * @param path where it is, for messages; empty for the record itself
 * @param value the value; missing or null if not known
 */
record Field(String path, JsonNode value) {
  Field at(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, value.path(name));
  }

  String text() {
    check(JsonNodeType.STRING);
    return value.textValue();
  }

  int integer() {
    check(JsonNodeType.NUMBER);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong("a fraction or too large", "a whole number");
    }
    return value.intValue();
  }

  long number() {
    check(JsonNodeType.NUMBER);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong("a fraction or too large", "a whole number");
    }
    return value.longValue();
  }

  double weight() {
    check(JsonNodeType.NUMBER);
    return value.doubleValue();
  }

  boolean flag() {
    check(JsonNodeType.BOOLEAN);
    return value.booleanValue();
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    String name = text();
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> wrong("unknown", "one of " + Arrays.toString(type.getEnumConstants())));
  }

  <T> List<T> list(Function<Field, T> reader) {
    check(JsonNodeType.ARRAY);
    List<T> items = new ArrayList<>();
    for (JsonNode item : value) {
      items.add(reader.apply(new Field(path + "[" + items.size() + "]", item)));
    }
    return items;
  }

  /** Returns the value as a reader sees it; empty if it is null or missing. */
  <T> Optional<T> known(Function<Field, T> reader) {
    return value.isNull() || value.isMissingNode()
        ? Optional.empty()
        : Optional.of(reader.apply(this));
  }

  void checkFormat(String format, int version) {
    if (!value.path("format").asText().equals(format)) {
      throw at("format").wrong("another one or none", format);
    }
    int found = at("version").integer();
    if (found > version) {
      throw at("version")
          .wrong(String.valueOf(found), "at most %d: a newer library wrote it".formatted(version));
    }
  }

  private void check(JsonNodeType type) {
    if (value.getNodeType() != type) {
      throw wrong(word(value.getNodeType()), word(type));
    }
  }

  private static String word(JsonNodeType type) {
    return switch (type) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case NULL, MISSING -> "nothing";
      default -> "an object";
    };
  }

  private IllegalArgumentException wrong(String found, String expected) {
    return new IllegalArgumentException(path + ": " + found + " (expected: " + expected + ")");
  }
}
