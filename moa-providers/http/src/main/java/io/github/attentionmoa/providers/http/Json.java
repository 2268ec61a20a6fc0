package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** JSON trees: bounded reading from bytes, compact writing, merging. Safe for many threads. */
public final class Json {
  /** Largest event or body that is read, in bytes after decompression: 16 MiB. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Far more tokens than any call has; sums of such counts stay counts. */
  private static final long MAX_COUNT = 1_000_000_000_000L;

  private static final JsonMapper MAPPER = mapper();
  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

  private Json() {}

  private static JsonMapper mapper() {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(MAX_BYTES)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** Creates an empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Reads an event's payload as one JSON value; throws if it is none or has trailing text. */
  static JsonNode read(WireEvent event) throws IOException {
    JsonNode node = READER.readValue(event.buffer(), event.start(), event.length());
    return node == null ? MissingNode.getInstance() : node;
  }

  /** Reads a JSON object, or gives null when the text is none. */
  static @Nullable ObjectNode readObject(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static byte[] write(ObjectNode node) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(node);
  }

  /** Returns the text of a field; empty when it is missing or no text. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  /** Returns a count; empty when it is missing or no whole number from 0 to 10^12. */
  public static OptionalLong count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    long count = value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    return count >= 0 && count <= MAX_COUNT ? OptionalLong.of(count) : OptionalLong.empty();
  }

  /** Sets a field, {@code a.b} for a field of an object. */
  public static void put(ObjectNode object, String path, String value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      object.put(path, value);
    } else {
      object.putObject(path.substring(0, dot)).put(path.substring(dot + 1), value);
    }
  }

  /** Applies a JSON merge patch (RFC 7396): objects merge, null removes, all else replaces. */
  static void merge(ObjectNode target, ObjectNode patch) {
    patch.properties().forEach(entry -> merge(target, entry.getKey(), entry.getValue()));
  }

  private static void merge(ObjectNode target, String field, JsonNode value) {
    if (value.isNull()) {
      target.remove(field);
    } else if (value instanceof ObjectNode patch) {
      ObjectNode inner =
          target.get(field) instanceof ObjectNode known ? known : target.putObject(field);
      merge(inner, patch);
    } else {
      target.set(field, value);
    }
  }
}
