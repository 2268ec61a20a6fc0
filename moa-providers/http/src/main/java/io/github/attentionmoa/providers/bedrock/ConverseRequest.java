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
import io.github.attentionmoa.providers.http.SharedPrefix;
import io.github.attentionmoa.providers.http.Turns;
import io.github.attentionmoa.providers.http.WireCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Writes requests: only what was set is sent. */
record ConverseRequest(String model, boolean isPrefixCached) implements Requests {

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

  private ObjectNode body(CompletionRequest request) {
    ObjectNode body = Json.object();
    Turns turns = Turns.of(request.conversation());
    turns.system().ifPresent(text -> addText(body.putArray("system"), text));
    ArrayNode messages = body.putArray("messages");
    for (Message turn : turns.alternatingFromUser()) {
      ObjectNode message = messages.addObject();
      message.put("role", turn.role().name().toLowerCase(Locale.ROOT));
      addText(message.putArray("content"), turn.text());
    }
    if (isPrefixCached) {
      markPrefix(body, request);
    }
    ObjectNode options = options(request.options());
    if (!options.isEmpty()) {
      body.set("inferenceConfig", options);
    }
    request.options().effort().ifPresent(value -> Json.put(body, "outputConfig.effort", value));
    return body;
  }

  /** Marks the ends of the system text and of the conversation that the run was asked. */
  private static void markPrefix(ObjectNode body, CompletionRequest request) {
    if (body.path("system") instanceof ArrayNode system) {
      addMark(system);
    }
    SharedPrefix.of(request)
        .ifPresent(
            end -> split((ObjectNode) body.withArray("messages").get(end.turn()), end.length()));
  }

  private static void split(ObjectNode turn, int length) {
    String text = Json.text(turn.path("content").path(0), "text");
    ArrayNode content = turn.putArray("content");
    addText(content, text.substring(0, length));
    addMark(content);
    if (length < text.length()) {
      addText(content, text.substring(length));
    }
  }

  private static void addText(ArrayNode content, String text) {
    content.addObject().put("text", text);
  }

  private static void addMark(ArrayNode content) {
    content.addObject().putObject("cachePoint").put("type", "default");
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
