package io.github.attentionmoa.providers.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.KeyHeader;
import io.github.attentionmoa.providers.http.Requests;
import io.github.attentionmoa.providers.http.Turns;
import io.github.attentionmoa.providers.http.WireCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes requests: only what was set is sent. */
record GenerateRequest(String model, ModelTraits traits) implements Requests {

  @Override
  public String identity() {
    return "gemini-generate " + model;
  }

  @Override
  public WireCall whole(CompletionRequest request) {
    return call(request, ":generateContent", Framing.WHOLE);
  }

  @Override
  public WireCall streamed(CompletionRequest request) {
    return call(request, ":streamGenerateContent?alt=sse", Framing.EVENTS);
  }

  private WireCall call(CompletionRequest request, String method, Framing framing) {
    return new WireCall(
        path() + method,
        KeyHeader.X_GOOG_API_KEY,
        Map.of(),
        body(request),
        framing,
        request.timeout());
  }

  /** Some know a model by its full name, such as {@code models/x} or {@code tunedModels/x}. */
  private String path() {
    String name = model.contains("/") ? model : "models/" + model;
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
  }

  private ObjectNode body(CompletionRequest request) {
    ObjectNode body = Json.object();
    Turns turns = Turns.of(request.conversation());
    List<Message> messages = new ArrayList<>();
    if (traits.takesSystem()) {
      turns.system().ifPresent(text -> addPart(body.putObject("systemInstruction"), text));
    } else {
      turns.system().map(Message::user).ifPresent(messages::add);
    }
    messages.addAll(turns.messages());
    addContents(body.putArray("contents"), new Turns(turns.system(), messages));
    ObjectNode config = Json.object();
    addOptions(config, request.options());
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    return body;
  }

  private static void addContents(ArrayNode contents, Turns turns) {
    for (Message turn : turns.alternatingFromUser()) {
      String role = turn.role() == Role.USER ? "user" : "model";
      addPart(contents.addObject().put("role", role), turn.text());
    }
  }

  private static void addPart(ObjectNode content, String text) {
    content.putArray("parts").addObject().put("text", text);
  }

  private void addOptions(ObjectNode config, CompletionOptions options) {
    options.maxOutputTokens().ifPresent(limit -> config.put("maxOutputTokens", limit));
    options.temperature().ifPresent(value -> config.put("temperature", value));
    options.topP().ifPresent(value -> config.put("topP", value));
    if (!options.stopSequences().isEmpty()) {
      ArrayNode stop = config.putArray("stopSequences");
      options.stopSequences().forEach(stop::add);
    }
    options.seed().ifPresent(value -> config.put("seed", (int) value)); // 32 bits on the wire
    options.effort().ifPresent(value -> addEffort(config.putObject("thinkingConfig"), value));
  }

  private void addEffort(ObjectNode thinking, String effort) {
    traits
        .budget(effort)
        .ifPresentOrElse(
            tokens -> thinking.put("thinkingBudget", tokens),
            () -> thinking.put("thinkingLevel", traits.level(effort)));
  }
}
