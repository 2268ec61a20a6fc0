package io.github.attentionmoa.providers.gemini;

import static io.github.attentionmoa.providers.http.Fixtures.events;
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
import org.junit.jupiter.params.provider.ValueSource;

class GeminiReplyTest {
  static final String WHOLE = chunk("{'text':'Because'}", "'STOP'");

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP",
    "MAX_TOKENS, LENGTH",
    "CONTINUATION, PAUSE",
    "LANGUAGE, OTHER",
    "OTHER, OTHER",
    "SOMETHING_NEW, OTHER"
  })
  void finishReasonIsNormalisedAndKept(String raw, FinishReason reason) {
    Completion completion = complete(json(200, chunk("{'text':'Because'}", "'" + raw + "'")));

    assertThat(completion.finishReason()).isEqualTo(reason);
    assertThat(completion.rawFinishReason()).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAFETY",
        "RECITATION",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "IMAGE_SAFETY",
        "ESCALATION",
        "PUP_LIMITED_DISABLED",
        "MODEL_ARMOR"
      })
  void blockedAnswerIsALostCall(String reason) {
    AgentException failure = failureOf(chunk("{'text':'Beca'}", "'" + reason + "'"));

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT_FILTERED);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.detail()).hasValue(reason);
  }

  @Test
  void blockedPromptIsALostCallWithItsExplanation() {
    AgentException failure =
        failureOf("{'promptFeedback':{'blockReason':'OTHER','blockReasonMessage':'Not this.'}}");

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT_FILTERED);
    assertThat(failure.detail()).hasValue("Not this.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE"
      })
  void failedAnswerMayBeAskedForAgain(String reason) {
    AgentException failure = failureOf(chunk("{'text':'Beca'}", "'" + reason + "'"));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.isRetryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'candidates':[{'finishReason':'MAX_TOKENS'}]} | false",
        "{'candidates':[{'content':{'role':'model'},'finishReason':'STOP'}]} | true",
        "{'candidates':[]} | true",
        "{} | true"
      })
  void answerWithoutTextIsEmpty(String body, boolean isRetryable) {
    AgentException failure = failureOf(body);

    assertThat(failure.kind()).isEqualTo(Kind.EMPTY);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
  }

  @Test
  void partsMakeTheTextAndThoughtsStayApart() {
    String parts =
        "{'text':'Hm.','thought':true},{'text':'Be'},{'text':'','thoughtSignature':'x'},"
            + "{'text':'cause'}";

    Completion completion = complete(json(200, chunk(parts, "'STOP'")));

    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.model()).hasValue("gemini-x");
    assertThat(completion.requestId()).hasValue("r1");
  }

  @Test
  void callOfAToolIsNoOrdinaryEnd() {
    String parts = "{'text':'Let me see.'},{'functionCall':{'name':'f'}}";

    Completion completion = complete(json(200, chunk(parts, "'STOP'")));

    assertThat(completion.finishReason()).isEqualTo(FinishReason.TOOL);
    assertThat(completion.rawFinishReason()).isEqualTo("STOP");
  }

  @Test
  void outputIncludesTheThoughtsAndTheLastCountCounts() {
    Completion completion =
        stream(
            events(
                "{'usageMetadata':{'promptTokenCount':9}}",
                "{'candidates':[{'content':{'parts':[{'text':'Because'}]},'finishReason':'STOP'}],"
                    + "'usageMetadata':{'promptTokenCount':9,'cachedContentTokenCount':4,"
                    + "'candidatesTokenCount':2,'thoughtsTokenCount':5}}"));

    assertThat(completion.usage().inputTokens()).hasValue(9);
    assertThat(completion.usage().cachedInputTokens()).hasValue(4);
    assertThat(completion.usage().outputTokens()).hasValue(7);
    assertThat(completion.usage().reasoningTokens()).hasValue(5);
  }

  @Test
  void piecesComeInOrderAndMakeTheText() {
    List<String> pieces = new ArrayList<>();
    server.enqueue(
        events(chunk("{'text':'Be'}", "null"), "{}", chunk("{'text':'cause'}", "'STOP'")));

    Completion completion = agent().stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause");
    assertThat(completion.text()).isEqualTo("Because");
  }

  @Test
  void streamThatEndsWithoutAReasonIsNoAnswer() {
    server.enqueue(events(chunk("{'text':'Because'}", "null")));

    assertThat(failure(agent().stream(question(), piece -> {})).kind()).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void commentsAndMissingBlanksAreNoHindrance() {
    MockResponse reply = events(WHOLE);
    String body = ": hello\n\ndata:" + WHOLE.replace('\'', '"') + "\r\n\r\n";

    assertThat(stream(reply.newBuilder().body(body).build()).text()).isEqualTo("Because");
  }

  @Test
  void streamThatComesAsOneArrayIsRead() {
    String array = "[" + chunk("{'text':'Be'}", "null") + "," + chunk("{'text':'cause'}", "'STOP'");

    assertThat(stream(json(200, array + "]")).text()).isEqualTo("Because");
  }

  static String chunk(String parts, String finishReason) {
    return "{'candidates':[{'content':{'parts':["
        + parts
        + "],'role':'model'},'finishReason':"
        + finishReason
        + "}],'modelVersion':'gemini-x','responseId':'r1'}";
  }

  private GeminiAgent agent() {
    return GeminiAgent.builder("m").baseUrl(server.url("/v1beta").toString()).build();
  }

  private Completion complete(MockResponse reply) {
    server.enqueue(reply);
    return agent().complete(question()).join();
  }

  private Completion stream(MockResponse reply) {
    server.enqueue(reply);
    return agent().stream(question(), piece -> {}).join();
  }

  private AgentException failureOf(String body) {
    server.enqueue(json(200, body));
    return failure(agent().complete(question()));
  }
}
