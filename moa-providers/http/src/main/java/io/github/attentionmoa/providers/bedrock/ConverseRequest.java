package io.github.attentionmoa.providers.bedrock;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Writes requests: only what was set is sent. */
record ConverseRequest(String model) implements Requests {

  @Override
  public String identity() {
    return "bedrock-converse " + model;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, "/converse", Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    return call(request, "/converse-stream", Framing.BINARY_EVENTS);
  }

  private WireCall call(CompletionRequest request, String operation, Framing framing) {
    String id = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    return new WireCall(
        "model/" + id + operation,
        KeyHeader.BEARER,
        Map.of(),
        body(request),
        framing,
        request.timeout());
  }

  private static ObjectNode body(CompletionRequest request) {
    ObjectNode body = Json.object();
    Turns turns = Turns.of(request.conversation());
    turns.system().ifPresent(text -> body.putArray("system").addObject().put("text", text));
    ArrayNode messages = body.putArray("messages");
    for (Message turn : turns.alternatingFromUser()) {
      ObjectNode message = messages.addObject();
      message.put("role", turn.role().name().toLowerCase(Locale.ROOT));
      message.putArray("content").addObject().put("text", turn.text());
    }
    ObjectNode options = options(request.options());
    if (!options.isEmpty()) {
      body.set("inferenceConfig", options);
    }
    request.options().effort().ifPresent(value -> Json.put(body, "outputConfig.effort", value));
    return body;
  }

  private static ObjectNode options(CompletionOptions set) {
    ObjectNode options = Json.object();
    set.maxOutputTokens().ifPresent(limit -> options.put("maxTokens", limit));
    set.temperature().ifPresent(value -> options.put("temperature", value));
    set.topP().ifPresent(value -> options.put("topP", value));
    if (!set.stopSequences().isEmpty()) {
      set.stopSequences().forEach(options.putArray("stopSequences")::add);
    }
    return options;
  }
}
