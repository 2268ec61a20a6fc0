package io.github.attentionmoa.providers.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.Requests;
import io.github.attentionmoa.providers.http.Turns;
import io.github.attentionmoa.providers.http.WireCall;
import java.util.Locale;
import java.util.Map;

/** Writes requests: only what was set is sent. */
record ChatRequest(String model, Dialect dialect) implements Requests {

  @Override
  public String identity() {
    return "openai-chat " + model;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, body(request), Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    ObjectNode body = body(request).put("stream", true);
    if (dialect.asksForUsage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return call(request, body, Framing.EVENTS);
  }

  private WireCall call(CompletionRequest request, ObjectNode body, Framing framing) {
    return new WireCall(
        "chat/completions", dialect.keyHeader(), Map.of(), body, framing, request.timeout());
  }

  private ObjectNode body(CompletionRequest request) {
    ObjectNode body = Json.object().put("model", model);
    addMessages(body.putArray("messages"), Turns.of(request.conversation()));
    addOptions(body, request.options());
    return body;
  }

  private void addMessages(ArrayNode messages, Turns turns) {
    turns.system().ifPresent(text -> add(messages, Role.SYSTEM, text));
    for (Message message : dialect.alternates() ? turns.alternating() : turns.messages()) {
      add(messages, message.role(), message.text());
    }
  }

  private static void add(ArrayNode messages, Role role, String text) {
    messages.addObject().put("role", role.name().toLowerCase(Locale.ROOT)).put("content", text);
  }

  private void addOptions(ObjectNode body, CompletionOptions options) {
    options.maxOutputTokens().ifPresent(limit -> body.put(dialect.maxTokens(), limit));
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("top_p", value));
    if (!options.stopSequences().isEmpty()) {
      ArrayNode stop = body.putArray("stop");
      options.stopSequences().forEach(stop::add);
    }
    if (!dialect.seed().isEmpty()) {
      options.seed().ifPresent(value -> body.put(dialect.seed(), value));
    }
    options.effort().ifPresent(value -> Json.put(body, dialect.effort(), value));
  }
}
