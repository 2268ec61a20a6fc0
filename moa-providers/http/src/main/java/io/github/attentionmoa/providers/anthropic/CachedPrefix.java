package io.github.attentionmoa.providers.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.SharedPrefix;

/** Marks, in a request, what the calls of a run have in common, for the provider to cache. */
final class CachedPrefix {
  private CachedPrefix() {}

  /** Marks the ends of the system text and of the asked conversation; no word is changed. */
  static void mark(ObjectNode body, CompletionRequest request) {
    String system = Json.text(body, "system");
    if (!system.isEmpty()) {
      mark(addBlock(body.putArray("system"), system));
    }
    SharedPrefix.of(request)
        .ifPresent(
            end -> split((ObjectNode) body.withArray("messages").get(end.turn()), end.length()));
  }

  private static void split(ObjectNode turn, int length) {
    String text = Json.text(turn, "content");
    ArrayNode content = turn.putArray("content");
    mark(addBlock(content, text.substring(0, length)));
    if (length < text.length()) {
      addBlock(content, text.substring(length));
    }
  }

  private static ObjectNode addBlock(ArrayNode content, String text) {
    return content.addObject().put("type", "text").put("text", text);
  }

  private static void mark(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
  }
}
