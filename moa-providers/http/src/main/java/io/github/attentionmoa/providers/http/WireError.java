package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says went wrong, whatever shape it says it in.
 *
 * @param message the provider's words, unmasked; the raw body where there is no JSON
 * @param words types, codes and reasons, for the table of {@link ErrorKinds}
 * @param retryDelay Google's wish how long to wait, such as {@code 34.4s}; empty if none
 * @param requestId the number in the body; empty if none
 */
record WireError(String message, List<String> words, String retryDelay, String requestId) {
  private static final List<String> WORD_FIELDS =
      List.of("code", "type", "status", "reason", "error_code", "quotaId", "object");
  private static final List<String> MESSAGE_FIELDS =
      List.of("message", "Message", "detail", "error", "msg");

  WireError {
    words = List.copyOf(words);
  }

  /** Reads an error body: JSON of any known shape, else the text as it is. */
  static WireError of(byte[] body) {
    try {
      return of(Json.read(WireEvent.whole(body)));
    } catch (IOException e) {
      return new WireError(new String(body, StandardCharsets.UTF_8).strip(), List.of(), "", "");
    }
  }

  /** Reads an error that has been parsed. */
  static WireError of(JsonNode root) {
    JsonNode outer = root.isArray() && root.size() > 0 ? root.path(0) : root;
    JsonNode error = outer.path("error").isObject() ? outer.path("error") : outer;
    List<String> words = new ArrayList<>();
    collectWords(error, words);
    String retryDelay = "";
    for (JsonNode detail : error.path("details")) {
      collectWords(detail, words);
      detail.path("violations").forEach(violation -> collectWords(violation, words));
      retryDelay = Json.text(detail, "retryDelay") + retryDelay;
    }
    collectWords(error.path("details"), words);
    collectWords(error.path("innererror"), words);
    return new WireError(message(error), words, retryDelay, Json.text(outer, "request_id"));
  }

  /** Finds the error inside a reply of status 200: a field {@code error}, or an event so named. */
  static Optional<WireError> inside(String eventName, JsonNode payload) {
    JsonNode outer = payload.isArray() && payload.size() == 1 ? payload.path(0) : payload;
    boolean isError = outer.hasNonNull("error") || eventName.equals("error");
    return isError ? Optional.of(of(outer)) : Optional.empty();
  }

  /** Adds a type that stands outside of the body; an empty one adds nothing. */
  WireError andWord(String word) {
    List<String> all = new ArrayList<>(words);
    if (!word.isEmpty()) {
      all.add(word);
    }
    return new WireError(message, all, retryDelay, requestId);
  }

  private static void collectWords(JsonNode node, List<String> words) {
    for (String field : WORD_FIELDS) {
      JsonNode value = node.path(field);
      if (value.isTextual() || value.isIntegralNumber()) {
        words.add(value.asText());
      }
    }
  }

  private static String message(JsonNode error) {
    for (String field : MESSAGE_FIELDS) {
      JsonNode value = error.path(field);
      if (value.isTextual()) {
        return value.textValue();
      }
      if (value.isArray() && value.size() > 0) {
        return value.toString();
      }
    }
    return error.isMissingNode() ? "" : error.toString();
  }
}
