package io.github.attentionmoa.providers.openai;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Agents, requests and replies in plain words. */
final class Fixtures {
  /** A key that must show up nowhere. */
  static final String CANARY = "sk-canary-0123456789";

  private Fixtures() {}

  static OpenAiAgent agentOf(MockWebServer server) {
    return OpenAiAgent.builder("m").baseUrl(server.url("/v1").toString()).apiKey(CANARY).build();
  }

  static CompletionRequest question() {
    return CompletionRequest.of(Conversation.of("Why is the sky blue?"));
  }

  static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  static MockResponse answering(String text) {
    return json(200, wholeReply("\"" + text + "\"", "stop"));
  }

  static String wholeReply(String contentJson, String finishReason) {
    return "{\"choices\":[{\"index\":0,\"message\":{\"content\":"
        + contentJson
        + "},\"finish_reason\":\""
        + finishReason
        + "\"}]}";
  }

  static MockResponse events(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(body)
        .build();
  }

  static String chunk(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  static String lastChunk() {
    return "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
  }

  static AgentException failure(CompletableFuture<Completion> call) {
    Throwable thrown = catchThrowable(call::join);
    if (thrown instanceof CompletionException && thrown.getCause() instanceof AgentException e) {
      return e;
    }
    throw new AssertionError("expected an AgentException, got " + thrown, thrown);
  }
}
