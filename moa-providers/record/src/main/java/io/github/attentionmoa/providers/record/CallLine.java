package io.github.attentionmoa.providers.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.Completion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One answered call as a line of JSON.
 *
 * @param key the engine's key of the call
 * @param completion its answer
 */
record CallLine(String key, Completion completion) {
  private static final String FORMAT = "attention-moa-call";
  private static final int VERSION = 1;
  private static final byte[] START =
      "{\"format\":\"%s\",\"version\":".formatted(FORMAT).getBytes(StandardCharsets.US_ASCII);

  /** ASCII alone: half a surrogate pair, which a model may well write, comes back as it was. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Tells whether a file is one of such lines, or was torn in the first of them. */
  static boolean isStartOfFile(CallFile file) throws IOException {
    byte[] head = file.head(START.length);
    return Arrays.equals(head, Arrays.copyOf(START, head.length));
  }

  /**
   * Reads a line, without its end.
   *
   * @throws JsonProcessingException if it is no JSON: it was damaged
   * @throws IllegalArgumentException if it is of a newer version, or something else
   */
  static CallLine parse(byte[] bytes) throws JsonProcessingException {
    Field call = new Field("", MAPPER.readTree(new String(bytes, StandardCharsets.US_ASCII)));
    call.checkFormat(FORMAT, VERSION);
    return new CallLine(call.at("key").text(), CallReader.completion(call.at("completion")));
  }

  /** Returns the line with its end. */
  byte[] bytes() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("format", FORMAT).put("version", VERSION).put("key", key);
    line.set("completion", CallJson.completion(completion));
    try {
      return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes that is no JSON", e);
    }
  }
}
