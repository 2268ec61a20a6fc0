package io.github.attentionmoa.providers.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.KeyHeader;
import io.github.attentionmoa.providers.http.Requests;
import io.github.attentionmoa.providers.http.Turns;
import io.github.attentionmoa.providers.http.WireCall;
import java.util.Locale;
import java.util.Map;

/** Writes requests: only what was set is sent, and the limit of tokens that must be. */
record MessagesRequest(String model, ModelLimits limits, boolean isPrefixCached)
    implements Requests {
  private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

  @Override
  public String identity() {
    return "anthropic-messages " + model;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, body(request), Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    return call(request, body(request).put("stream", true), Framing.EVENTS);
  }

  private static WireCall call(CompletionRequest request, ObjectNode body, Framing framing) {
    return new WireCall("messages", KeyHeader.X_API_KEY, HEADERS, body, framing, request.timeout());
  }

  private ObjectNode body(CompletionRequest request) {
    CompletionOptions options = request.options();
    ObjectNode body = Json.object().put("model", model);
    body.put("max_tokens", options.maxOutputTokens().orElse(limits.usualOutputTokens()));
    addConversation(body, Turns.of(request.conversation()));
    if (isPrefixCached) {
      CachedPrefix.mark(body, request);
    }
    addOptions(body, options);
    return body;
  }

  private static void addConversation(ObjectNode body, Turns turns) {
    turns.system().ifPresent(text -> body.put("system", text));
    ArrayNode messages = body.putArray("messages");
    for (Message turn : turns.alternatingFromUser()) {
      String role = turn.role().name().toLowerCase(Locale.ROOT);
      messages.addObject().put("role", role).put("content", turn.text());
    }
  }

  private void addOptions(ObjectNode body, CompletionOptions options) {
    if (limits.takesTemperature()) {
      options.temperature().ifPresent(value -> body.put("temperature", value));
    }
    if (limits.takesTopP(options.temperature().isPresent())) {
      options.topP().ifPresent(value -> body.put("top_p", value));
    }
    if (!options.stopSequences().isEmpty()) {
      ArrayNode stop = body.putArray("stop_sequences");
      options.stopSequences().forEach(stop::add);
    }
    options.effort().ifPresent(value -> Json.put(body, "output_config.effort", value));
  }
}
