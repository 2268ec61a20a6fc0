package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What a vendor's own client made of a case, and what we make of that. */
final class ExpectedCompletion {
  private static final Set<String> BLOCKED =
      Set.of("content_filter", "refusal", "SAFETY", "RECITATION", "guardrail_intervened");

  /** Answers that the expected values lack: this one stands in a block of citations. */
  private static final Map<String, String> OVERLOOKED =
      Map.of(
          "bedrock-converse-bedrock-json-ok-010",
          "The Ruby programming language was created by Yukihiro Matsumoto in 1993.");

  /** Groq's streams tell their usage in {@code x_groq}, which the vendor's own client overlooks. */
  private static final Map<String, Usage> OVERLOOKED_USAGE =
      Map.of("openai-chat-groq-stream-ok-003", Usage.of(18, 73));

  private final ProviderCase recorded;
  private final JsonNode expected;
  private final String text;

  ExpectedCompletion(ProviderCase recorded) {
    this.recorded = recorded;
    this.expected = recorded.expected();
    this.text = OVERLOOKED.getOrDefault(recorded.id(), expected.path("text").asText(""));
  }

  void check(CompletionStage<Completion> stage) {
    if (expected.has("error")) {
      checkError(failure(stage), expected.path("error"));
    } else if (expected.has("midStreamError")) {
      checkError(failure(stage), expected.path("midStreamError"));
    } else if (expected.has("refusal")) {
      AgentException refusal = failure(stage);
      assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
      assertThat(refusal.detail()).hasValue(expected.path("refusal").asText());
    } else if (BLOCKED.contains(expected.path("finish").asText()) || expected.has("blockReason")) {
      assertThat(failure(stage).kind()).isIn(Kind.CONTENT_FILTERED, Kind.REFUSED);
    } else if (recorded.isStream() && expected.path("finish").isNull()) {
      assertThat(failure(stage).kind()).isEqualTo(Kind.TRUNCATED);
    } else if (text.isBlank()) {
      assertThat(failure(stage).kind()).isEqualTo(Kind.EMPTY);
    } else {
      checkCompletion(stage.toCompletableFuture().join());
    }
  }

  /** A reply cut short is a failure, unless the cut left all of the answer. */
  void checkCut(CompletionStage<Completion> stage) {
    Completion completion;
    try {
      completion = stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(AgentException.class);
      return;
    }
    assertThat(completion.text()).as("text of a cut reply").isEqualTo(text);
    assertThat(completion.rawFinishReason()).isEqualTo(expected.path("finish").asText());
  }

  private void checkCompletion(Completion completion) {
    assertThat(completion.text()).as("text").isEqualTo(text);
    assertThat(completion.reasoning().orElse(""))
        .as("reasoning")
        .isEqualTo(expected.path("reasoning").asText(""));
    assertThat(completion.rawFinishReason())
        .as("finish")
        .isEqualTo(expected.path("finish").asText(""));
    assertThat(completion.finishReason()).isNotIn(FinishReason.ERROR, FinishReason.FILTER);
    assertThat(completion.model().orElse(""))
        .as("model")
        .isEqualTo(expected.path("model").asText(""));
    if (OVERLOOKED_USAGE.containsKey(recorded.id())) {
      assertThat(completion.usage()).isEqualTo(OVERLOOKED_USAGE.get(recorded.id()));
    } else {
      checkUsage(completion.usage(), expected.path("usage"));
    }
  }

  /** Anthropic and Bedrock count input without its cached part, Gemini output without reasoning. */
  private void checkUsage(Usage usage, JsonNode expected) {
    boolean isCachedApart =
        Set.of("anthropic-messages", "bedrock-converse").contains(recorded.api());
    boolean isGemini = recorded.api().equals("gemini-generate");
    assertThat(usage.inputTokens())
        .as("input")
        .isEqualTo(
            isCachedApart
                ? sum(expected, "input", "cacheRead", "cacheWrite")
                : count(expected, "input"));
    assertThat(usage.outputTokens())
        .as("output")
        .isEqualTo(isGemini ? sum(expected, "output", "reasoning") : count(expected, "output"));
    assertThat(usage.cachedInputTokens())
        .as("cached")
        .isEqualTo(count(expected, isCachedApart ? "cacheRead" : "cached"));
    assertThat(usage.reasoningTokens())
        .as("reasoning tokens")
        .isEqualTo(count(expected, "reasoning"));
  }

  private static OptionalLong sum(JsonNode usage, String... fields) {
    return OptionalLong.of(Stream.of(fields).mapToLong(f -> count(usage, f).orElse(0)).sum());
  }

  private static OptionalLong count(JsonNode usage, String field) {
    JsonNode value = usage.path(field);
    return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }

  static void checkError(AgentException failure, JsonNode error) {
    String message = new Masked(List.of()).text(error.path("message").asText());
    assertThat(failure.detail().orElse("")).as("detail").contains(message);
    int status = error.path("status").asInt(200);
    JsonNode code = error.path("code");
    if (status != 200) {
      assertThat(failure.statusCode()).hasValue(status);
      assertThat(failure.isRetryable())
          .as("retryable")
          .isEqualTo(error.path("sdkRetries").asBoolean());
    } else if (code.isInt()) {
      assertThat(failure.statusCode()).hasValue(code.asInt());
    }
    if (!error.path("requestId").asText("").equals("null") && error.path("requestId").isTextual()) {
      assertThat(failure.detail().orElse("")).contains(error.path("requestId").asText());
    }
    long wait = failure.retryAfter().map(Duration::toMillis).orElse(-1L);
    assertThat(wait).as("retry after").isEqualTo(error.path("retryAfterMs").asLong(-1));
  }

  static AgentException failure(CompletionStage<?> stage) {
    try {
      Object completion = stage.toCompletableFuture().join();
      throw new AssertionError("expected a failure, got " + completion);
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(AgentException.class);
      return (AgentException) e.getCause();
    }
  }
}
