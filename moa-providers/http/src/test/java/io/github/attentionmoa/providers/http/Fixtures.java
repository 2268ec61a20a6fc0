package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;

/** Requests, replies and failures in plain words, for all protocols. */
public final class Fixtures {
  /** A key that must show up nowhere. */
  public static final String CANARY = "sk-canary-0123456789";

  private Fixtures() {}

  /** One question without options. */
  public static CompletionRequest question() {
    return CompletionRequest.of(Conversation.of("Why is the sky blue?"));
  }

  /** Two system texts, neighbouring user turns, and every option. */
  public static CompletionRequest everything() {
    return CompletionRequest.builder(
            Conversation.of(
                List.of(
                    Message.system("Be brief."),
                    Message.system("Be kind."),
                    Message.user("One?"),
                    Message.user("Two?"),
                    Message.assistant("Three \uD83D\uDE42."),
                    Message.user("Four?"))))
        .options(
            CompletionOptions.builder()
                .temperature(0.5)
                .topP(0.9)
                .maxOutputTokens(100)
                .seed(7)
                .stopSequences(List.of("END", "STOP"))
                .effort("low")
                .build())
        .build();
  }

  /** A body of JSON, in which single quotes may stand for double ones. */
  public static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(quoted(body))
        .build();
  }

  /** A stream, one event a payload, in which single quotes may stand for double ones. */
  public static MockResponse events(String... payloads) {
    StringBuilder body = new StringBuilder();
    for (String payload : payloads) {
      body.append("data: ").append(quoted(payload)).append("\n\n");
    }
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(body.toString())
        .build();
  }

  /** The failure that a call ends with. */
  public static AgentException failure(CompletableFuture<Completion> call) {
    Throwable thrown = catchThrowable(call::join);
    if (thrown instanceof CompletionException && thrown.getCause() instanceof AgentException e) {
      return e;
    }
    throw new AssertionError("expected an AgentException, got " + thrown, thrown);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
