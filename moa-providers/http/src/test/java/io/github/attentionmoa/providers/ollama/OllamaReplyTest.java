package io.github.attentionmoa.providers.ollama;

import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaReplyTest {
  static final String WHOLE = last("Because", "'done_reason':'stop'");

  private static final String END =
      last("", "'done_reason':'stop','prompt_eval_count':9,'eval_count':2");

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({"stop, STOP", "length, LENGTH", "unload, PAUSE", "something new, OTHER"})
  void doneReasonIsNormalisedAndKept(String raw, FinishReason reason) {
    Completion completion = complete(last("Because", "'done_reason':'" + raw + "'"));

    assertThat(completion.finishReason()).isEqualTo(reason);
    assertThat(completion.rawFinishReason()).isEqualTo(raw);
  }

  @Test
  void olderServersGiveNoReason() {
    assertThat(complete(last("Because", "'eval_count':2")).finishReason())
        .isEqualTo(FinishReason.OTHER);
  }

  @Test
  void wishForAToolIsItsOwnReason() {
    Completion completion =
        complete(
            "{'message':{'content':'Let me see.','tool_calls':[{}]},"
                + "'done':true,'done_reason':'stop'}");

    assertThat(completion.finishReason()).isEqualTo(FinishReason.TOOL);
  }

  @Test
  void piecesComeInOrderAndThinkingStaysApart() {
    server.enqueue(
        lines(
            "{'model':'qwen3','message':{'content':'','thinking':'Hm'},'done':false}",
            "",
            "{'model':'qwen3','message':{'thinking':'.'},'done':false}",
            piece("Be"),
            piece("cause\u2028"),
            END));
    List<String> pieces = new ArrayList<>();

    Completion completion = agent().stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause\u2028");
    assertThat(completion.text()).isEqualTo("Because\u2028");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.model()).hasValue("qwen3");
  }

  @Test
  void lastLineMayHoldText() {
    server.enqueue(lines(piece("Be"), last("cause", "'done_reason':'stop'")));

    assertThat(agent().stream(question(), piece -> {}).join().text()).isEqualTo("Because");
  }

  @Test
  void countsMakeTheUsage() {
    Completion completion = complete(last("Because", "'prompt_eval_count':9,'eval_count':2"));

    assertThat(completion.usage().inputTokens()).hasValue(9);
    assertThat(completion.usage().outputTokens()).hasValue(2);
    assertThat(completion.usage().cachedInputTokens()).isEmpty();
    assertThat(completion.usage().isComplete()).isTrue();
  }

  @Test
  void missingCountLeavesTheUsageIncomplete() {
    Completion completion = complete(last("Because", "'eval_count':2"));

    assertThat(completion.usage().outputTokens()).hasValue(2);
    assertThat(completion.usage().isComplete()).isFalse();
  }

  @Test
  void streamThatEndsBeforeItIsDoneIsNoAnswer() {
    AgentException failure = streamFailure(piece("Beca"));

    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void errorLineFailsTheCall() {
    AgentException failure = streamFailure(piece("Beca"), "{'error':'unexpected EOF'}");

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.detail()).hasValue("unexpected EOF");
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void lineThatIsNoJsonIsMalformed() {
    assertThat(streamFailure(piece("Beca"), "oops").kind()).isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @Test
  void wholeAnswerToAStreamedRequestIsRead() {
    server.enqueue(json(200, WHOLE));

    assertThat(agent().stream(question(), piece -> {}).join().text()).isEqualTo("Because");
  }

  @ParameterizedTest
  @CsvSource({"stop, true", "load, true", "length, false"})
  void answerWithoutTextIsEmpty(String reason, boolean isRetryable) {
    server.enqueue(json(200, last("", "'done_reason':'" + reason + "'")));

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.EMPTY);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
  }

  @ParameterizedTest
  @CsvSource({
    "400, m does not support thinking, INVALID_REQUEST, false",
    "400, the input length exceeds the context length, CONTEXT_LENGTH, false",
    "401, unauthorized, AUTHENTICATION, false",
    "404, model 'm' not found, NOT_FOUND, false",
    "429, too many requests, RATE_LIMITED, true",
    "500, llama runner process has terminated, UNAVAILABLE, true",
    "502, upstream, UNAVAILABLE, true",
    "503, server busy, OVERLOADED, true"
  })
  void statusGivesTheKindAndTheWordsAreKept(
      int status, String words, Kind kind, boolean isRetryable) {
    server.enqueue(
        new MockResponse.Builder().code(status).body("{\"error\":\"" + words + "\"}").build());

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.detail()).hasValue(words);
  }

  static String last(String text, String end) {
    return "{'model':'qwen3','message':{'content':'" + text + "'},'done':true," + end + "}";
  }

  private static String piece(String text) {
    return "{'model':'qwen3','message':{'content':'" + text + "'},'done':false}";
  }

  private static MockResponse lines(String... lines) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/x-ndjson")
        .body(String.join("\n", lines).replace('\'', '"') + "\n")
        .build();
  }

  private OllamaAgent agent() {
    return OllamaAgent.builder("m").baseUrl(server.url("/").toString()).build();
  }

  private Completion complete(String reply) {
    server.enqueue(json(200, reply));
    return agent().complete(question()).join();
  }

  private AgentException streamFailure(String... lines) {
    server.enqueue(lines(lines));
    return failure(agent().stream(question(), piece -> {}));
  }
}
