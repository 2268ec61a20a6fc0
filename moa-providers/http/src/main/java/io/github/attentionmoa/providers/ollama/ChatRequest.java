package io.github.attentionmoa.providers.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.KeyHeader;
import io.github.attentionmoa.providers.http.Requests;
import io.github.attentionmoa.providers.http.Turns;
import io.github.attentionmoa.providers.http.WireCall;
import java.util.Locale;
import java.util.Map;

/**
 * Writes requests: only what was set is sent, and whether to stream, which is the server's default.
 *
 * @param contextTokens size of the context; 0 if not set
 */
record ChatRequest(String model, int contextTokens) implements Requests {

  @Override
  public String identity() {
    String size = contextTokens == 0 ? "" : " (" + contextTokens + " tokens)";
    return "ollama " + model + size;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, false, Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    return call(request, true, Framing.LINES);
  }

  private WireCall call(CompletionRequest request, boolean isStream, Framing framing) {
    ObjectNode body = Json.object().put("model", model);
    addMessages(body.putArray("messages"), Turns.of(request.conversation()));
    body.put("stream", isStream);
    request.options().effort().ifPresent(value -> addThinking(body, value));
    ObjectNode options = options(request.options());
    if (!options.isEmpty()) {
      body.set("options", options);
    }
    return new WireCall("api/chat", KeyHeader.BEARER, Map.of(), body, framing, request.timeout());
  }

  private static void addMessages(ArrayNode messages, Turns turns) {
    turns.system().ifPresent(text -> add(messages, Role.SYSTEM, text));
    turns.messages().forEach(message -> add(messages, message.role(), message.text()));
  }

  private static void add(ArrayNode messages, Role role, String text) {
    messages.addObject().put("role", role.name().toLowerCase(Locale.ROOT)).put("content", text);
  }

  /** Most models think or do not; some know degrees. */
  private static void addThinking(ObjectNode body, String effort) {
    if (effort.equals("true") || effort.equals("false")) {
      body.put("think", Boolean.parseBoolean(effort));
    } else {
      body.put("think", effort);
    }
  }

  private ObjectNode options(CompletionOptions set) {
    ObjectNode options = Json.object();
    set.temperature().ifPresent(value -> options.put("temperature", value));
    set.topP().ifPresent(value -> options.put("top_p", value));
    set.seed().ifPresent(value -> options.put("seed", value));
    set.maxOutputTokens().ifPresent(limit -> options.put("num_predict", limit));
    if (contextTokens > 0) {
      options.put("num_ctx", contextTokens);
    }
    if (!set.stopSequences().isEmpty()) {
      set.stopSequences().forEach(options.putArray("stop")::add);
    }
    return options;
  }
}
