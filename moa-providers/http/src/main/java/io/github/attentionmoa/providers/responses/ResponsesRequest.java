package io.github.attentionmoa.providers.responses;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes requests: only what was set is sent, and that nothing is to be stored. */
record ResponsesRequest(String model, KeyHeader keyHeader) implements Requests {
  private static final List<String> AZURE = List.of(".azure.com", ".azure-api.net");

  /** Azure reads keys from a header of its own. */
  static ResponsesRequest of(String model, String host) {
    boolean isAzure = AZURE.stream().anyMatch(host::endsWith);
    return new ResponsesRequest(model, isAzure ? KeyHeader.API_KEY : KeyHeader.BEARER);
  }

  @Override
  public String identity() {
    return "openai-responses " + model;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, body(request), Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    return call(request, body(request).put("stream", true), Framing.EVENTS);
  }

  private WireCall call(CompletionRequest request, ObjectNode body, Framing framing) {
    return new WireCall("responses", keyHeader, Map.of(), body, framing, request.timeout());
  }

  private ObjectNode body(CompletionRequest request) {
    ObjectNode body = Json.object().put("model", model);
    Turns turns = Turns.of(request.conversation());
    turns.system().ifPresent(text -> body.put("instructions", text));
    ArrayNode input = body.putArray("input");
    for (Message message : turns.messages()) {
      String role = message.role().name().toLowerCase(Locale.ROOT);
      input.addObject().put("role", role).put("content", message.text());
    }
    body.put("store", false);
    addOptions(body, request.options());
    return body;
  }

  private static void addOptions(ObjectNode body, CompletionOptions options) {
    options.maxOutputTokens().ifPresent(limit -> body.put("max_output_tokens", limit));
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("top_p", value));
    options.effort().ifPresent(value -> Json.put(body, "reasoning.effort", value));
  }
}
