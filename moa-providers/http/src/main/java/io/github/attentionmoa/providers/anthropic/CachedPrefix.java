package io.github.attentionmoa.providers.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.Turns;
import java.util.List;
import java.util.Optional;

/**
 * Marks, in a request, what the calls of a run have in common, for the provider to cache.
 *
 * <p>That is the system text and the conversation that the run was asked. What a stage adds after
 * it, an own answer and a last user turn, hardly comes twice, and writing to the cache costs.
 */
final class CachedPrefix {
  private CachedPrefix() {}

  /** Marks the ends of the system text and of the asked conversation; no word is changed. */
  static void mark(ObjectNode body, CompletionRequest request) {
    String system = Json.text(body, "system");
    if (!system.isEmpty()) {
      mark(addBlock(body.putArray("system"), system));
    }
    List<Message> shared = shared(request);
    if (!shared.isEmpty()) {
      String end = shared.get(shared.size() - 1).text();
      split((ObjectNode) body.withArray("messages").get(shared.size() - 1), end);
    }
  }

  private static void split(ObjectNode turn, String shared) {
    String rest = Json.text(turn, "content").substring(shared.length());
    ArrayNode content = turn.putArray("content");
    mark(addBlock(content, shared));
    if (!rest.isEmpty()) {
      addBlock(content, rest);
    }
  }

  private static List<Message> shared(CompletionRequest request) {
    List<Message> messages = Turns.of(request.conversation()).messages();
    int end = messages.size();
    if (request.key().filter(CachedPrefix::addsTurns).isPresent()) {
      end--;
      end -= end > 0 && messages.get(end - 1).role() == Role.ASSISTANT ? 1 : 0;
    }
    return new Turns(Optional.empty(), messages.subList(0, end)).alternating();
  }

  /** All calls but the proposals of the first layer end with a turn of their stage. */
  private static boolean addsTurns(CallKey key) {
    return key.stage() != Stage.PROPOSE || key.layer() > 1;
  }

  private static ObjectNode addBlock(ArrayNode content, String text) {
    return content.addObject().put("type", "text").put("text", text);
  }

  private static void mark(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
  }
}
