package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * A server of chat completions on loopback. The model {@code down} answers 500 for ever, {@code
 * hang} not at all, {@code locked} 401; any other says its name.
 */
final class MockModels extends Dispatcher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DEMAND = Pattern.compile("BETTER (\\w{8}): SAME");

  private final MockWebServer server = new MockWebServer();
  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final String verdict;

  private MockModels(String verdict) {
    this.verdict = verdict;
  }

  /** Starts a server whose residual replies call the newer answer the better one. */
  static MockModels improving() {
    return started("2");
  }

  /** Starts a server whose residual replies call both answers as good. */
  static MockModels standingStill() {
    return started("SAME");
  }

  private static MockModels started(String verdict) {
    MockModels models = new MockModels(verdict);
    models.server.setDispatcher(models);
    try {
      models.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return models;
  }

  /** Returns the specification of an agent of this server. */
  String agent(String model) {
    return "openai:" + model + "@" + url();
  }

  String url() {
    return server.url("/v1").toString();
  }

  List<JsonNode> requests() {
    return requests;
  }

  /** Returns how many requests were being answered at the same time. */
  int mostInFlight() {
    return mostInFlight.get();
  }

  List<String> keys() {
    return keys;
  }

  /** Waits until so many requests have come. */
  void awaitRequests(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      server.takeRequest();
    }
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      return respond(request);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private MockResponse respond(RecordedRequest request) {
    JsonNode body = parsed(request.getBody().utf8());
    requests.add(body);
    keys.add(String.valueOf(request.getHeaders().get("Authorization")));
    return switch (body.get("model").asText()) {
      case "down" -> error(500, "the cellar is flooded");
      case "locked" -> error(401, "wrong key");
      case "hang" ->
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
      default -> answer(body);
    };
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse answer(JsonNode body) {
    JsonNode messages = body.get("messages");
    String last = messages.get(messages.size() - 1).get("content").asText();
    Matcher demand = DEMAND.matcher(last);
    String text = body.get("model").asText() + " says a line.\nAnd one more line of words.";
    String reply =
        demand.find() ? "BETTER " + demand.group(1) + ": " + verdict + "\n" + text : text;
    boolean isStreamed = body.path("stream").asBoolean();
    return new MockResponse.Builder()
        .addHeader("Content-Type", isStreamed ? "text/event-stream" : "application/json")
        .body(isStreamed ? events(reply) : whole(reply).toString())
        .build();
  }

  private static ObjectNode whole(String text) {
    ObjectNode reply = usage(JSON.createObjectNode());
    ObjectNode choice = reply.putArray("choices").addObject().put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", text);
    return reply;
  }

  private static String events(String text) {
    StringBuilder events = new StringBuilder();
    for (String piece : text.split("(?<=\\s)", -1)) {
      ObjectNode chunk = JSON.createObjectNode();
      chunk.putArray("choices").addObject().putObject("delta").put("content", piece);
      events.append("data: ").append(chunk).append("\n\n");
    }
    ObjectNode last = usage(JSON.createObjectNode());
    last.putArray("choices").addObject().put("finish_reason", "stop").putObject("delta");
    return events.append("data: ").append(last).append("\n\ndata: [DONE]\n\n").toString();
  }

  private static ObjectNode usage(ObjectNode reply) {
    reply.putObject("usage").put("prompt_tokens", 10).put("completion_tokens", 4);
    return reply;
  }

  private static MockResponse error(int status, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", message);
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body.toString())
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
